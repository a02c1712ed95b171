import { probeBaseline } from "#lib/commands/checkpoint/observe-baseline.ts";
import type { BaselineProbe } from "#lib/domain/checkpoint/baseline-probe.ts";
import { type Reading, readValue } from "#lib/executors/read-value.ts";
import { listOpenCheckpoints, type OpenCheckpoint } from "#lib/store/checkpoints.ts";
import { again, apart } from "./again.ts";
import type { Worker } from "./context.ts";
import { log } from "./log.ts";

const lookEveryMs = 5_000;
/** The same for every worker, so that a span that two of them read is recorded once. */
const prober = { kind: "console" as const, id: "baseline-probe" };

/** Reads what open checkpoints locked, each value as often as its probe says, and records every reading (MKD-1). */
export function startProbes(worker: Worker): () => Promise<void> {
  if (worker.probes.length === 0) return () => Promise.resolve();
  let done = new Set<string>();
  return again(
    () =>
      apart("reading what checkpoints locked", async () => {
        done = await round(worker, done);
      }),
    lookEveryMs,
  );
}

/** Reads what is due and was not read by this worker yet; gives what was read in the spans of time that still run. */
async function round(worker: Worker, done: ReadonlySet<string>): Promise<Set<string>> {
  const at = Date.now();
  const due = (await listOpenCheckpoints()).flatMap((checkpoint) => spansOf(worker.probes, checkpoint, at));
  const fresh = due.filter(({ key }) => !done.has(key) && !worker.stopping.aborted);
  await Promise.all(fresh.map((span) => apart("a probe", () => read(worker, span))));
  return new Set(due.map(({ key }) => key));
}

type Span = { key: string; reference: string; probes: BaselineProbe[] };

function spansOf(
  all: readonly BaselineProbe[],
  { reference, service, environment }: OpenCheckpoint,
  at: number,
): Span[] {
  const probes = all.filter((one) => one.service === service && one.environment === environment);
  return [...Map.groupBy(probes, ({ everySeconds }) => everySeconds)].map(([seconds, ofSpan]) => ({
    key: `probe:${reference}:${seconds}:${Math.floor(at / (seconds * 1_000))}`,
    reference,
    probes: ofSpan,
  }));
}

async function read(worker: Worker, { key, reference, probes }: Span): Promise<void> {
  const context = {
    http: worker.http,
    signal: worker.ending,
    secrets: [],
    allowedHosts: worker.settings.allowedHosts,
    onOutput: () => undefined,
  };
  const readings = await Promise.all(
    probes.map(async (probe): Promise<[string, Reading]> => [probe.value, await readValue(probe, context)]),
  );
  if (worker.ending.aborted) return;
  const values = readings.flatMap(([name, one]) => (one.ok ? [[name, one.value] as const] : []));
  const unread = readings.flatMap(([name, one]) => (one.ok ? [] : [[name, one.why] as const]));
  const found = { values: Object.fromEntries(values), unread: Object.fromEntries(unread) };
  const outcome = await probeBaseline({ actor: prober, idempotencyKey: key }, { reference, ...found });
  if (!outcome.ok) log.warn({ reference, refusal: outcome.refusal.message }, "a reading was refused");
}
