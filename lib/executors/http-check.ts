import type { ExpectedJson } from "#lib/domain/rollback/actions/resolved.ts";
import type { OutgoingAnswer, OutgoingFailure, OutgoingHttp } from "#lib/platform/outgoing-http.ts";
import { redactSecrets } from "#lib/platform/redaction.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { type OutputPiece, type OutputSummary, openOutput } from "./output.ts";

export type HttpCheckRun = {
  url: string;
  expectedStatus: number;
  expectedJson: readonly ExpectedJson[];
  timeoutSeconds: number;
  http: OutgoingHttp;
  signal?: AbortSignal | undefined;
  onOutput: (piece: OutputPiece) => void;
  secrets?: readonly string[];
};

export type HttpCheckResult = OutputSummary & {
  outcome: "succeeded" | "failed" | "timed-out" | "cancelled";
  startedAt: number;
  durationMs: number;
  summary: string;
};

const maximumBodyBytes = 256 * 1024;
type Finding = Pick<HttpCheckResult, "outcome" | "summary">;

/** Asks once and compares: the status, and each named place of a JSON answer written as text. */
export async function executeHttpCheck(run: HttpCheckRun): Promise<HttpCheckResult> {
  const output = openOutput({ secrets: run.secrets ?? [], onOutput: run.onOutput });
  const say = (line: string) => output.take("stdout", Buffer.from(`${line}\n`));
  const start = performance.now();
  say(`GET ${run.url}`);
  const answer = await run.http.send({
    method: "GET",
    url: run.url,
    timeoutSeconds: run.timeoutSeconds,
    maximumBodyBytes,
    maximumRedirects: run.expectedStatus >= 300 && run.expectedStatus < 400 ? 0 : 3,
    signal: run.signal,
  });
  const finding = answer.ok ? judge(run, answer, say) : judgeFailure(answer);
  const summary = redactSecrets(finding.summary, run.secrets ?? []);
  say(summary);
  const durationMs = performance.now() - start;
  const { outcome } = finding;
  return { outcome, summary, ...output.end(), startedAt: performance.timeOrigin + start, durationMs };
}

function judgeFailure({ cause, reason }: OutgoingFailure): Finding {
  switch (cause) {
    case "timed-out":
    case "cancelled":
      return { outcome: cause, summary: reason };
    case "refused-address":
    case "refused-request":
    case "unreachable":
      return { outcome: "failed", summary: reason };
  }
}

function judge(run: HttpCheckRun, answer: OutgoingAnswer, say: (line: string) => void): Finding {
  say(`answered ${answer.status}`);
  if (run.signal?.aborted) return { outcome: "cancelled", summary: "cancelled while the answer was read" };
  const { wrong, summary } = judgeAnswer(answer, { ...run, expectedStatus: [run.expectedStatus] }, say);
  return { outcome: wrong ? "failed" : "succeeded", summary };
}
