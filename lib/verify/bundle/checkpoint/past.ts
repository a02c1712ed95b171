import type { CheckpointPack, Question } from "#lib/domain/checkpoint/pack.ts";
import { buildCheckpointPacket, type CheckpointPacket } from "#lib/domain/checkpoint/packet.ts";
import { neededGroups, neededNoGo } from "#lib/domain/checkpoint/question.ts";
import type { CheckpointRecord, signaturesTo } from "#lib/domain/checkpoint/sealing.ts";
import type { CheckpointSurroundings } from "#lib/domain/checkpoint/standing.ts";
import type { CheckpointState } from "#lib/domain/checkpoint/state.ts";
import type { Proof } from "#lib/domain/incident/events/decision.ts";
import type { Signer } from "../history.ts";
import { isSame } from "../history.ts";
import type { CheckpointAct } from "./acts.ts";

export type SealedQuestion = {
  act: CheckpointAct<"CheckpointSealed">;
  question: Question;
  /** Null where what stands in the log cannot be read as one. */
  record: CheckpointRecord | null;
  /** The signatures that stood when it was sealed. */
  given: ReturnType<typeof signaturesTo>;
};

/** What a checkpoint's log has said up to an entry. */
export type Past = {
  stream: string;
  packHash: string;
  pack: CheckpointPack;
  hashes: readonly string[];
  state: CheckpointState;
  signers: Map<string, Signer>;
  /** Each public key that was enrolled, as PEM. */
  keys: Set<string>;
  proofs: Proof["method"][];
  sealed: SealedQuestion[];
};

export const questionOf = ({ pack }: Pick<Past, "pack">, id: string): Question | undefined =>
  pack.questions.find((question) => question.id === id);

/**
 * What was open on the service when a packet was made: the log of a checkpoint does not hold it, so it is what the packet
 * says, as far as one state of things can make all of it.
 */
export function surroundingsIn(
  { criteria, noGo }: CheckpointPacket,
  question: Question,
  pack: CheckpointPack,
  now: string,
): CheckpointSurroundings {
  const asked = neededGroups(question, pack).flatMap(({ items }) =>
    items.flatMap((item) => (item.decidedBy === "system" ? [item] : [])),
  );
  const holds = (id: string) => criteria.find((one) => one.id === id)?.holds === true;
  const clear = new Set(asked.filter(({ id }) => holds(id)).flatMap(({ noIncidentOf }) => noIncidentOf));
  const open = asked.flatMap(({ noIncidentOf }) => noIncidentOf).filter((severity) => !clear.has(severity));
  const isCritical = neededNoGo(question, pack).some(
    ({ id, unless }) =>
      unless === "no-critical-incident" && noGo.find((one) => one.id === id)?.stands === true,
  );
  return {
    now,
    incidents: [
      ...open.map((severity) => ({ severity, isCritical: false })),
      // Of no severity that an item could name, because that an item holds was asked above.
      ...(isCritical ? [{ severity: "", isCritical }] : []),
    ],
  };
}

/** How a packet differs from what the log had come to, in its own names; null where it does not. */
export function differenceOf(past: Past, question: Question, packet: CheckpointPacket): string | null {
  const { state, pack } = past;
  const made = buildCheckpointPacket(state, pack, question, surroundingsIn(packet, question, pack, ""));
  const names = Object.keys(made) as (keyof CheckpointPacket)[];
  const others = names.filter((name) => !isSame(made[name], packet[name]));
  return others.length === 0 ? null : others.join(", ");
}
