import type { Circumstances } from "../../incident/circumstances.ts";
import { accept, type Outcome, refuse } from "../../refusal.ts";
import type { NewCheckpointEvent } from "../events.ts";
import type { CheckpointPack } from "../pack.ts";
import type { CheckpointSurroundings } from "../standing.ts";
import type { CheckpointState } from "../state.ts";

export type CheckpointCircumstances = Pick<Circumstances, "actor" | "digest" | "canonical"> & {
  around: CheckpointSurroundings;
};
export type CheckpointDecided = Outcome<NewCheckpointEvent[]>;
export type Speaker = { id: string; party: string; roles: string[] };

/** A checkpoint is between its sides: who belongs to one may act, who does not may not. */
export function asSpeaker(pack: CheckpointPack, { actor }: CheckpointCircumstances): Outcome<Speaker> {
  if (actor.kind !== "person") return refuse("unauthorised", null, "Only a person may do this.");
  const { id, party, roles } = actor;
  const sides = Object.values(pack.parties).map(({ title }) => title);
  if (party === null || pack.parties[party] === undefined)
    return refuse(
      "unauthorised",
      null,
      `This is between ${sides.join(" and ")}; you belong to neither side.`,
    );
  return accept({ id, party, roles });
}

/** The same while the checkpoint is open. */
export function asOpenSpeaker(
  state: CheckpointState,
  pack: CheckpointPack,
  circumstances: CheckpointCircumstances,
): Outcome<Speaker> {
  const speaker = asSpeaker(pack, circumstances);
  if (!speaker.ok || state.closed === null) return speaker;
  return refuse("conflict", null, `${state.reference} is closed; its log takes no more of this.`);
}

/** Somebody of the side that answers for it; of either side where none is named. */
export function ofSide(
  speaker: Speaker,
  party: string | undefined,
  pack: CheckpointPack,
  rule: string | undefined,
): Outcome<Speaker> {
  if (party === undefined || speaker.party === party) return accept(speaker);
  const side = pack.parties[party]?.title ?? party;
  return refuse("unauthorised", rule ?? null, `This is the ${side.toLowerCase()}'s to report.`);
}
