import type { FilledAction } from "#lib/domain/rollback/actions/resolved.ts";
import { openOutgoingTcp } from "#lib/platform/outgoing-tcp.ts";
import { askPrometheus } from "./check-prometheus.ts";
import { askDatabase } from "./check-sql.ts";
import { type Deed, Ended } from "./deed.ts";
import { filledHeaders } from "./http.ts";
import { type Finding, judgeAnswer } from "./judge-answer.ts";

type Probe = FilledAction<"check">["probe"];

/** Asks until it holds, where the action says how often; otherwise once. */
export async function doCheck({ probe, everySeconds }: FilledAction<"check">, deed: Deed): Promise<string> {
  let last: string | null = null;
  for (let asked = 1; ; asked += 1) {
    const finding = await askOnce(probe, deed, { isAskedAgain: everySeconds !== undefined, last });
    if (deed.context.signal?.aborted) throw new Ended("cancelled", "cancelled while the answer was read");
    if (!finding.wrong) return asked === 1 ? finding.summary : `${finding.summary}, asked ${asked} times`;
    if (everySeconds === undefined) throw new Ended("failed", finding.summary);
    last = finding.summary;
    deed.say(`not yet: ${last}`);
    await deed.pause(everySeconds, last);
  }
}

type Before = { isAskedAgain: boolean; last: string | null };

/**
 * While it is asked again, an answer that did not come is an answer: what restarts is away for a moment. Whoever reads
 * that time was over reads what was wrong until then, also where the last question was cut short.
 */
async function askOnce(probe: Probe, deed: Deed, { isAskedAgain, last }: Before): Promise<Finding> {
  try {
    return await ask(probe, deed);
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    if (isAskedAgain && error.outcome === "failed") return { wrong: true, summary: error.message };
    if (error.outcome === "timed-out" && last !== null)
      throw new Ended("timed-out", `${error.message}; before that: ${last}`, error.mayStillRun);
    throw error;
  }
}

async function ask(probe: Probe, deed: Deed): Promise<Finding> {
  switch (probe.kind) {
    case "http": {
      deed.say(`GET ${probe.url}`);
      const headers = filledHeaders(probe.headers, deed);
      const answer = await deed.ask({ method: "GET", url: probe.url, headers });
      deed.say(`answered ${answer.status}`);
      return judgeAnswer(answer, probe, deed.say);
    }
    case "prometheus":
      return askPrometheus(probe, deed);
    case "tcp":
      return connect(probe, deed);
    case "sql":
      return askDatabase(probe, deed);
  }
}

async function connect({ host, port }: Extract<Probe, { kind: "tcp" }>, deed: Deed): Promise<Finding> {
  const { allowedHosts = [], signal } = deed.context;
  const reach = openOutgoingTcp({ allowedHosts });
  const timeoutSeconds = Math.min(Math.max(deed.secondsLeft(), 0.05), 10);
  deed.say(`connect ${host}:${port}`);
  const answer = await reach({ host, port, timeoutSeconds, signal });
  if (answer.ok) return { wrong: false, summary: `${host}:${port} accepts connections` };
  if (answer.cause === "cancelled") throw new Ended("cancelled", answer.reason);
  return { wrong: true, summary: answer.reason };
}
