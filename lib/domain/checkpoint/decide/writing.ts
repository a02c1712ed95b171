import { accept, refuse } from "../../refusal.ts";
import type { CheckpointPack } from "../pack.ts";
import type { CheckpointState } from "../state.ts";
import { asOpenSpeaker, type CheckpointCircumstances, type CheckpointDecided, ofSide } from "./who.ts";

/** Writes a part of the joint record that is words: accepted risks, the way back and who pulls its trigger (MKD-8.6, MKD-8.7). */
export function decideWriting(
  state: CheckpointState,
  pack: CheckpointPack,
  input: { part: string; words: string; owner: string | null },
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const speaker = asOpenSpeaker(state, pack, circumstances);
  if (!speaker.ok) return speaker;
  const part = pack.record.find(({ id }) => id === input.part);
  if (part?.from !== "words")
    return refuse("invalid", pack.cites.verdict, `"${input.part}" is no part of the record to be written.`);
  const side = ofSide(speaker.value, part.party, pack, part.rule);
  if (!side.ok) return side;
  if (input.words.trim() === "") return refuse("rule", part.rule ?? null, `${part.title}: expected words.`);
  if (part.owner && (input.owner === null || pack.roles[input.owner] === undefined))
    return refuse("rule", part.rule ?? null, `${part.title}: expected the role that answers for it.`);
  const digest = circumstances.digest(input.words);
  const facts = { part: part.id, owner: part.owner ? input.owner : null, digest };
  return accept([{ type: "RecordPartWritten", facts, text: { words: input.words } }]);
}
