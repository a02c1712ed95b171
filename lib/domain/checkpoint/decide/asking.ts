import { personToken } from "../../incident/circumstances.ts";
import { accept, refuse } from "../../refusal.ts";
import type { CheckpointPack } from "../pack.ts";
import { sealingOf } from "../question.ts";
import type { CheckpointState } from "../state.ts";
import { asOpenSigner } from "./signer.ts";
import type { CheckpointCircumstances, CheckpointDecided } from "./who.ts";

/** A side asks another one back before it signs (MKD-8); the packet stays as it is, and so do signatures. */
export function decideAskingBack(
  state: CheckpointState,
  pack: CheckpointPack,
  input: { question: string; to: string; words: string },
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const speaker = asOpenSigner(state, pack, circumstances);
  if (!speaker.ok) return speaker;
  const rule = pack.cites.verdict;
  const question = pack.questions.find(({ id }) => id === input.question);
  if (question === undefined)
    return refuse("invalid", rule, `"${input.question}" is not asked at this checkpoint.`);
  if (sealingOf(state, question.id) !== undefined)
    return refuse("conflict", rule, `"${question.title}" is sealed; nobody signs it any more.`);
  const { party } = speaker.value;
  if (pack.parties[input.to] === undefined || input.to === party)
    return refuse("invalid", rule, "A question back is put to another side than one's own.");
  if (input.words.trim() === "") return refuse("invalid", rule, "Expected what you need to know, in words.");
  const facts = { question: question.id, party, to: input.to };
  return accept([{ type: "AskedBack", facts, text: { words: input.words } }]);
}

/** Answers what was asked back: somebody of the side that it was put to, once (MKD-8). */
export function decideAnsweringBack(
  state: CheckpointState,
  pack: CheckpointPack,
  input: { asked: number; words: string },
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const speaker = asOpenSigner(state, pack, circumstances);
  if (!speaker.ok) return speaker;
  const rule = pack.cites.verdict;
  const asked = state.asked.find(({ seq }) => seq === input.asked);
  if (asked === undefined) return refuse("invalid", rule, `Entry ${input.asked} is no question back.`);
  if (speaker.value.party !== asked.to)
    return refuse("unauthorised", rule, `It was put to the ${sideIn(pack, asked.to)}.`);
  if (asked.answered !== null) {
    const { by, seq } = asked.answered;
    return refuse("conflict", rule, `${personToken(by)} has answered it already (entry ${seq}).`);
  }
  if (input.words.trim() === "") return refuse("invalid", rule, "Expected the answer, in words.");
  return accept([{ type: "AnsweredBack", facts: { asked: asked.seq }, text: { words: input.words } }]);
}

const sideIn = (pack: CheckpointPack, party: string): string =>
  (pack.parties[party]?.title ?? party).toLowerCase();
