import type { ExpectedJson } from "#lib/domain/rollback/action.ts";
import type { OutgoingAnswer, OutgoingFailure, OutgoingHttp } from "#lib/platform/outgoing-http.ts";
import { redactSecrets } from "#lib/platform/redaction.ts";
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
  if (answer.status !== run.expectedStatus)
    return { outcome: "failed", summary: `expected status ${run.expectedStatus}, got ${answer.status}` };
  if (run.expectedJson.length === 0)
    return { outcome: "succeeded", summary: `status ${answer.status}, as expected` };
  if (answer.bodyIs !== "whole") {
    const how = answer.bodyIs === "cut" ? "is larger than 256 KiB" : "did not arrive whole";
    return { outcome: "failed", summary: `the answer ${how}` };
  }
  const body = parseJson(answer.body);
  if (body === undefined) return { outcome: "failed", summary: "the answer is not JSON" };
  const wrong = run.expectedJson
    .map((expected) => compare(body, expected, say))
    .filter((text) => text !== null);
  if (wrong.length > 0) return { outcome: "failed", summary: wrong.join("; ") };
  return {
    outcome: "succeeded",
    summary: `status ${answer.status} and ${run.expectedJson.length} values, as expected`,
  };
}

function compare(body: unknown, { path, equals }: ExpectedJson, say: (line: string) => void): string | null {
  const value = valueAt(body, path);
  const isScalar = value === null || ["string", "number", "boolean"].includes(typeof value);
  const shown = value === undefined ? "nothing" : isScalar ? clip(JSON.stringify(value)) : "no single value";
  say(`${path} is ${shown}`);
  return isScalar && String(value) === equals ? null : `expected ${path} to be ${equals}, found ${shown}`;
}

function valueAt(body: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    return (value as Record<string, unknown>)[name];
  }, body);
}

function clip(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199).toWellFormed()}…` : text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
