import { setTimeout as wait } from "node:timers/promises";
import { variablePlaceholder } from "#lib/domain/rollback/actions/parts.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import type { OutgoingAnswer, OutgoingFailure, OutgoingRequest } from "#lib/platform/outgoing-http.ts";
import { redactSecrets } from "#lib/platform/redaction.ts";
import { workerVariable } from "#lib/platform/worker-variable.ts";
import { type Execution, type ExecutionContext, withoutProcess } from "./execution.ts";
import { openOutput } from "./output.ts";

type Outcome = Exclude<Execution["outcome"], "awaits-person">;

/** How a deed of several requests ends before its end; thrown, because every request may be the one. */
export class Ended extends Error {
  readonly outcome: Outcome;
  readonly mayStillRun: boolean;
  constructor(outcome: Outcome, summary: string, mayStillRun = false) {
    super(summary);
    this.outcome = outcome;
    this.mayStillRun = mayStillRun;
  }
}

export const failed = (summary: string): Ended => new Ended("failed", summary);
export const neverStarted = (summary: string): Ended => new Ended("refused", `never started: ${summary}`);

type Request = Pick<OutgoingRequest, "method" | "url" | "headers" | "body" | "certificateAuthority">;

/** One action at work: what it says, what it asks over HTTP, its one deadline, and the secrets that it brought. */
export type Deed = {
  context: ExecutionContext;
  say: (line: string) => void;
  /** A variable of the worker, which no output shows from then on. */
  secret: (name: string) => string;
  /** Keeps a text that came from elsewhere, a file or an answer, out of every output. */
  hide: (text: string) => void;
  fillSecrets: (text: string) => string;
  /** Sends one request. Where a change may have arrived without an answer, the deed ends in doubt. */
  ask: (request: Request, options?: { changes?: boolean }) => Promise<OutgoingAnswer>;
  pause: (seconds: number, whatFor: string) => Promise<void>;
  secondsLeft: () => number;
  /** From here on something was set going: when time is over, it may still run. */
  begun: () => void;
};

const mostBody = 4 * 1024 * 1024;

/** Carries out a deed and settles in every case; the word that `work` gives back is its summary. */
export async function carryOut(
  timeoutSeconds: number,
  context: ExecutionContext,
  work: (deed: Deed) => Promise<string>,
): Promise<Execution> {
  const secrets = [...context.secrets];
  // Read by the redactor when the first line comes; what is hidden later is taken out of each line before that.
  const output = openOutput({ secrets: [], onOutput: context.onOutput });
  const say = (line: string) => output.take("stdout", Buffer.from(`${redactSecrets(line, secrets)}\n`));
  const start = performance.now();
  const state = { hasBegun: false };
  const deed = openDeed(context, { say, secrets, state, endsAt: start + timeoutSeconds * 1000 });
  const ending = await settle(work(deed), state, timeoutSeconds);
  const summary = redactSecrets(ending.summary, secrets);
  say(summary);
  const times = { startedAt: performance.timeOrigin + start, durationMs: performance.now() - start };
  const hasStarted = ending.outcome !== "refused";
  return { ...withoutProcess, ...ending, summary, hasStarted, ...output.end(), ...times };
}

type Ending = Pick<Execution, "outcome" | "summary" | "mayStillRun">;

async function settle(work: Promise<string>, state: { hasBegun: boolean }, seconds: number): Promise<Ending> {
  try {
    return { outcome: "succeeded", summary: await work, mayStillRun: false };
  } catch (error) {
    if (!(error instanceof Ended)) {
      const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
      return { outcome: "failed", summary: `it broke off${code}`, mayStillRun: state.hasBegun };
    }
    const isCutShort = error.outcome === "timed-out" || error.outcome === "cancelled";
    const mayStillRun = error.mayStillRun || (isCutShort && state.hasBegun);
    const after = error.outcome === "timed-out" ? ` (it had ${seconds} s)` : "";
    const doubt = mayStillRun ? "; what was asked for may still happen" : "";
    return { outcome: error.outcome, summary: `${error.message}${after}${doubt}`, mayStillRun };
  }
}

type Opened = {
  say: (line: string) => void;
  secrets: string[];
  state: { hasBegun: boolean };
  endsAt: number;
};

function openDeed(context: ExecutionContext, { say, secrets, state, endsAt }: Opened): Deed {
  const secondsLeft = () => (endsAt - performance.now()) / 1000;
  const secret = (name: string) => {
    const value = workerVariable(name);
    if (value === null) throw neverStarted(`the worker's environment has no ${name}`);
    secrets.push(value);
    return value;
  };
  const pause = async (seconds: number, whatFor: string) => {
    if (secondsLeft() <= seconds) throw new Ended("timed-out", `${whatFor}: no more time`);
    await wait(seconds * 1000, undefined, context.signal ? { signal: context.signal } : {}).catch(() => {
      throw new Ended("cancelled", `cancelled while waiting: ${whatFor}`);
    });
  };
  return {
    context,
    say,
    secret,
    hide: (text) => secrets.push(text),
    fillSecrets: (text) => text.replaceAll(variablePlaceholder, (_, name: string) => secret(name)),
    secondsLeft,
    begun: () => {
      state.hasBegun = true;
    },
    pause,
    ask: async (request, { changes = false } = {}) => {
      for (;;) {
        if (context.signal?.aborted || context.hold?.isKept() === false)
          throw new Ended("cancelled", "cancelled");
        if (secondsLeft() <= 0) throw new Ended("timed-out", "not done");
        const answer = await context.http.send({
          ...request,
          timeoutSeconds: Math.max(secondsLeft(), 0.05),
          maximumBodyBytes: mostBody,
          maximumRedirects: 0,
          signal: context.signal,
        });
        if (answer.ok && !isOfGateway(answer.status)) return answer;
        // What was set going goes on while its end cannot be asked for; so the question is asked again.
        if (changes || !state.hasBegun || isCutShort(answer)) return judgeLost(answer, changes);
        say(answer.ok ? `answered ${answer.status}; asked again` : `${answer.reason}; asked again`);
        await pause(1, "no answer");
      }
    },
  };
}

const isOfGateway = (status: number) => status === 429 || (status >= 502 && status <= 504);
const isCutShort = (answer: OutgoingAnswer | OutgoingFailure) =>
  !answer.ok && (answer.cause === "timed-out" || answer.cause === "cancelled");

/** A change that got no answer of its own may have arrived; a question may be asked again by whoever wants to. */
function judgeLost(answer: OutgoingAnswer | OutgoingFailure, changes: boolean): OutgoingAnswer {
  if (answer.ok) {
    if (changes && (answer.status === 502 || answer.status === 504))
      throw new Ended("failed", `a gateway answered ${answer.status}`, true);
    return answer;
  }
  const outcome = answer.cause === "timed-out" || answer.cause === "cancelled" ? answer.cause : "failed";
  throw new Ended(outcome, answer.reason, changes && answer.mayHaveArrived);
}

/** A JSON answer of one of the statuses that were hoped for, or the end of the deed with the words of the other side. */
export function readJson(answer: OutgoingAnswer, statuses: readonly number[], what: string): unknown {
  if (!statuses.includes(answer.status))
    throw failed(`${what}: answered ${answer.status}${spoken(answer.body)}`);
  if (answer.bodyIs !== "whole") throw failed(`${what}: the answer did not arrive whole`);
  try {
    return JSON.parse(answer.body);
  } catch {
    throw failed(`${what}: the answer is not JSON`);
  }
}

/** What an interface says of its own refusal, where it says it in one of the usual places. */
function spoken(body: string): string {
  try {
    const parsed = JSON.parse(body) as { message?: unknown; errors?: { message?: unknown }[] };
    const words = parsed.message ?? parsed.errors?.[0]?.message;
    return typeof words === "string" ? `, ${beginningOf(words, 300)}` : "";
  } catch {
    return "";
  }
}
