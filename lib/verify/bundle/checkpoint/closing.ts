import { sealingOf } from "#lib/domain/checkpoint/question.ts";
import { decidedAt } from "#lib/domain/checkpoint/record.ts";
import { endedBy } from "#lib/domain/checkpoint/standing.ts";
import type { Report } from "../findings.ts";
import { isSame } from "../history.ts";
import { placeOf } from "../typed-entries.ts";
import type { CheckpointAct } from "./acts.ts";
import type { Past } from "./past.ts";

/** What a checkpoint is said to have come to: a GO is one that was sealed and stood. */
export function checkClosing(
  { state, pack }: Past,
  { facts, seq, recordedAt }: CheckpointAct<"CheckpointClosed">,
  report: Report,
): void {
  const wrong = (message: string) => report.wrong("decision", placeOf(seq), message);
  const isEnded = endedBy(state, pack).length > 0;
  const asked = pack.questions.map(({ id }) => id);
  if (
    !isSame(
      facts.outcomes.map(({ question }) => question),
      asked,
    )
  )
    wrong("the questions that it answers are not those of the protocol");
  for (const { question, go, because } of facts.outcomes) {
    const sealing = sealingOf(state, question);
    const until = sealing?.validUntil ?? null;
    const stands = sealing?.outcome === "go" && !isEnded && (until === null || until > recordedAt);
    if (go && !stands) wrong(`it says GO to "${question}", and no sealed GO of it stands`);
    if (go !== (because.length === 0)) wrong(`what it says of "${question}" has no cause, or one too many`);
  }
  if (facts.decidedAt !== decidedAt(state, pack)) wrong("it was decided at another time than it says");
}
