import { accept, refuse } from "../../refusal.ts";
import { whyNotGo } from "../outcome.ts";
import type { CheckpointPack } from "../pack.ts";
import type { CheckpointState } from "../state.ts";
import { asOpenSpeaker, type CheckpointCircumstances, type CheckpointDecided, ofSide } from "./who.ts";

/** A side's answer to one question (MKD-8): GO only where nothing forbids it, NO-GO at any time with what mends it. */
export function decideVerdict(
  state: CheckpointState,
  pack: CheckpointPack,
  input: { question: string; go: boolean; remediation: string },
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const speaker = asOpenSpeaker(state, pack, circumstances);
  if (!speaker.ok) return speaker;
  const question = pack.questions.find(({ id }) => id === input.question);
  if (question === undefined)
    return refuse("invalid", pack.cites.verdict, `"${input.question}" is not asked at this checkpoint.`);
  if (!input.go && input.remediation.trim() === "")
    return refuse("rule", pack.cites.verdict, `${question.noGo} needs words on what has to be mended.`);
  const against = input.go ? whyNotGo(question, state, pack, circumstances.around) : [];
  if (against.length > 0) {
    const blockers = against.map(({ rule, title }) => ({ rule, message: title }));
    return refuse("rule", pack.cites.verdict, `${question.go} contradicts what is open.`, blockers);
  }
  const facts = { party: speaker.value.party, question: question.id, go: input.go };
  return accept([{ type: "VerdictGiven", facts, text: { remediation: input.remediation } }]);
}

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
  const facts = { part: part.id, owner: part.owner ? input.owner : null };
  return accept([{ type: "RecordPartWritten", facts, text: { words: input.words } }]);
}
