import { accept, type Blocker, refuse } from "../../refusal.ts";
import type { CheckpointPack } from "../pack.ts";
import type { CheckpointState } from "../state.ts";
import { asSpeaker, type CheckpointCircumstances, type CheckpointDecided } from "./who.ts";

export type OpenInput = {
  reference: string;
  title: string;
  pack: CheckpointState["pack"];
  service: CheckpointState["service"];
  /** What the service's approved baseline says now. */
  approved: Record<string, string>;
  values: Record<string, string>;
};

/** Opens a checkpoint and locks its values: each is needed, and what the approved baseline names must be what it says (MKD-1). */
export function decideOpening(
  pack: CheckpointPack,
  input: OpenInput,
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const speaker = asSpeaker(pack, circumstances);
  if (!speaker.ok) return speaker;
  const blockers = pack.baseline.flatMap(({ name, title, rule }): Blocker[] => {
    const value = input.values[name]?.trim() ?? "";
    const approved = input.approved[name];
    const about = { rule: rule ?? null, field: `values.${name}` };
    if (value === "") return [{ ...about, message: `expected the value of ${title} to lock` }];
    if (approved !== undefined && approved !== value)
      return [{ ...about, message: `${title}: the approved baseline says ${approved}, not ${value}` }];
    return [];
  });
  if (blockers.length > 0)
    return refuse("rule", pack.cites.lock, "The baseline cannot be locked as it is.", blockers);
  const names = pack.baseline.map(({ name }) => name);
  const { reference, service, title } = input;
  const locked = Object.fromEntries(names.map((name) => [name, input.values[name]?.trim() ?? ""]));
  const watched = names.filter((name) => input.approved[name] !== undefined);
  const facts = { reference, pack: input.pack, service, locked, watched };
  return accept([{ type: "CheckpointOpened", facts, text: { title } }]);
}
