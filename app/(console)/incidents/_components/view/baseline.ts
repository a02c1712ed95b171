import type { BaselineValue, FreezeView } from "#components/incident/baseline-panel.tsx";
import { frozenWords } from "#lib/domain/freeze/scope.ts";
import { passing } from "#lib/domain/freeze/standing.ts";
import { untilWords } from "#lib/domain/freeze/until.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { whatRuns } from "#lib/domain/rollback/what-runs.ts";
import type { RoomService } from "#lib/queries/room/view.ts";
import type { Lexicon } from "../sentence/lexicon.ts";

const shortened = (value: string) => (/^[0-9a-f]{40,}$/.test(value) ? value.slice(0, 12) : value);
const titled = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** Each approved value beside what is known to run: before the rollback, and once it is verified what it brought back or found. */
export function baselineViews(
  state: IncidentState,
  pack: ProtocolPack,
  services: readonly RoomService[],
): BaselineValue[] {
  const verified = state.runs.findLast((run) => run.verifiedAt !== null);
  const { known, unproven } = verified === undefined ? { known: {}, unproven: [] } : whatRuns(verified, pack);
  const current: Record<string, string> = { ...services[0]?.current, ...known };
  return Object.entries(state.baseline).map(([id, value]) => {
    const now = unproven.includes(id) ? undefined : current[id];
    const base = { id, label: titled(id), locked: shortened(value) };
    if (now === value) return { ...base, state: "unchanged" };
    return now === undefined
      ? { ...base, state: "unknown" }
      : { ...base, state: "moved", observed: shortened(now) };
  });
}

/** What may not move now, in the words in which a pipeline is told. */
export const freezeViews = (state: IncidentState, names: Lexicon): FreezeView[] =>
  state.freezes
    .filter((freeze) => freeze.liftedAt === null)
    .map(({ freeze, actions, services, setAt, rule }) => {
      const described = names.pack.freezes[freeze];
      const places = state.services
        .filter(({ id }) => services.includes(id))
        .map(({ id, environment }) => ({ service: names.service(id), environment }));
      const roles = described?.admits.roles.map((role) => names.pack.roles[role]?.title ?? role) ?? [];
      return {
        id: freeze,
        title: described?.title ?? freeze,
        scope: frozenWords(actions, places),
        since: setAt,
        until: described === undefined ? "the incident is closed" : untilWords(names.pack, described),
        passes: passing(roles, described?.admits.work ?? []),
        ...(rule === null ? {} : { rule: { id: rule } }),
      };
    });
