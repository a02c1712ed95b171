import type { PollSide } from "#components/incident/poll.tsx";
import { visibleWords } from "#components/ui/visible-words.ts";
import type { QuestionView } from "#lib/queries/checkpoint-view.ts";

type Question = Pick<QuestionView, "go" | "noGo" | "sealing">;

/** A side's answer beside the other's; what the console sealed by itself is nobody's answer any more. */
export function pollSide(
  { party, title, of, verdict }: QuestionView["sides"][number],
  question: Question,
): PollSide {
  const side = { id: party, title, of };
  if (verdict === null)
    return { ...side, answer: "waiting", past: question.sealing === null ? undefined : "did not sign" };
  const { go, at, signature, deputyFor } = verdict;
  const by = deputyFor === null ? verdict.by : `${verdict.by} as deputy for ${deputyFor}`;
  const words = go ? question.go : question.noGo;
  const note = verdict.remediation === "" ? undefined : visibleWords(verdict.remediation);
  const answered = { ...side, answer: go ? ("go" as const) : ("no-go" as const), note };
  if (signature === null) return { ...answered, words: `${words}, ${by}, not signed` };
  const signed = { ...answered, signer: by, signedAt: at, ...signature };
  const past = pastOf(go, words, question.sealing);
  return past === null ? { ...signed, words } : { ...signed, past };
}

function pastOf(go: boolean, words: string, sealing: Question["sealing"]): string | null {
  switch (sealing?.cause) {
    case "baseline-moved":
    case "abort-trigger":
      if (!go) return `signed ${words}`;
      return `signed ${words}, ${sealing.takesBack === null ? "which came to nothing" : "taken back"}`;
    case "same-answer":
    case "unequal-answers":
    case undefined:
      return null;
  }
}
