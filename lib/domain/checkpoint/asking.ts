import type { AskedBackState } from "./asked-back.ts";
import type { CheckpointPack } from "./pack.ts";
import { openQuestions } from "./question.ts";
import type { CheckpointState } from "./state.ts";

/** What a side still has to answer before a question is signed; once that is sealed nobody waits for it (MKD-8). */
export function unanswered(state: CheckpointState, pack: CheckpointPack): AskedBackState[] {
  const open = openQuestions(state, pack).map(({ id }) => id);
  return state.asked.filter(({ answered, question }) => answered === null && open.includes(question));
}
