import type { BaselineValue, FreezeView } from "#components/incident/baseline-panel.tsx";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { RoomService } from "#lib/queries/room/view.ts";
import { type Lexicon, listed } from "../sentence/lexicon.ts";

const shortened = (value: string) => (/^[0-9a-f]{40,}$/.test(value) ? value.slice(0, 12) : value);
const titled = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** Each approved value beside what was last known to run; once verified, the rollback has brought them back. */
export function baselineViews(state: IncidentState, services: readonly RoomService[]): BaselineValue[] {
  const current = services[0]?.current ?? {};
  const isBack = state.runs.some((run) => run.verifiedAt !== null);
  return Object.entries(state.baseline).map(([id, value]) => {
    const now = current[id];
    const base = { id, label: titled(id), locked: shortened(value) };
    if (isBack || now === value) return { ...base, state: "unchanged" };
    return now === undefined
      ? { ...base, state: "unknown" }
      : { ...base, state: "moved", observed: shortened(now) };
  });
}

export const freezeViews = (state: IncidentState, names: Lexicon): FreezeView[] =>
  state.freezes
    .filter((freeze) => freeze.liftedAt === null)
    .map((freeze) => ({
      id: freeze.freeze,
      scope: `${listed(freeze.actions)} on ${listed(freeze.services.map(names.service))}`,
      since: freeze.setAt,
      by: "the protocol",
      ...(freeze.rule === null ? {} : { rule: { id: freeze.rule } }),
    }));
