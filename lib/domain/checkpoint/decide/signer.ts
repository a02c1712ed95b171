import { type DeputyFor, deputyFor, standingDeputy } from "../../decision/deputy-events.ts";
import { accept, type Outcome } from "../../refusal.ts";
import type { CheckpointPack } from "../pack.ts";
import type { CheckpointState } from "../state.ts";
import { asOpenSpeaker, type CheckpointCircumstances, type Speaker } from "./who.ts";

/** Who signs for a side: one of its own, or the deputy that its lead named. */
export type Signer = Speaker & { deputyFor: DeputyFor | null };

/** Somebody who may sign while the checkpoint is open (MKD-8). Whoever is of a side is nobody's deputy, whatever was named before. */
export function asOpenSigner(
  state: CheckpointState,
  pack: CheckpointPack,
  circumstances: CheckpointCircumstances,
): Outcome<Signer> {
  const { actor, around } = circumstances;
  const isOfSide = actor.kind === "person" && actor.party !== null && pack.parties[actor.party] !== undefined;
  const deputy = isOfSide ? undefined : standingDeputy(state.deputies, actor.id, around.now);
  if (actor.kind !== "person" || deputy === undefined) {
    const own = asOpenSpeaker(state, pack, circumstances);
    return own.ok ? accept({ ...own.value, deputyFor: null }) : own;
  }
  const standsIn = { ...actor, party: deputy.party, roles: [] };
  const open = asOpenSpeaker(state, pack, { ...circumstances, actor: standsIn });
  return open.ok ? accept({ ...open.value, deputyFor: deputyFor(deputy) }) : open;
}
