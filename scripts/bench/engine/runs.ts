import { setTimeout as wait } from "node:timers/promises";
import { readEntries } from "#lib/store/incident-log.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { endWorkers, startWorker } from "#lib/worker/testing/running-worker.ts";
import { announce, emergency, holderOf, runOf, untilRun, untilStep } from "#lib/worker/testing/runs.ts";
import { until } from "#lib/worker/testing/until.ts";
import { openWorkshop, type Workshop } from "#lib/worker/testing/workshop.ts";
import { type Figure, median, quantile } from "../measure.ts";
import { installPeers, startStepsPeer } from "./peers/five-steps.ts";
import { inTurn } from "./rounds.ts";
import type { BenchStage } from "./stage.ts";

const rounds = 5;
const runsInRound = 3;
const steps = 5;
const leaseSeconds = 3;

/** A run beside the same commands as steps of a peer, and how soon another worker goes on after a kill. */
export async function benchRuns(stage: BenchStage, say: (line: string) => void): Promise<Figure[]> {
  const workshop = await openWorkshop();
  try {
    await announce(workshop);
    return [...(await fiveSteps(stage, workshop, say)), await recovery(stage, workshop)];
  } finally {
    await endWorkers();
    workshop.close();
  }
}

const startOne = (stage: BenchStage, workshop: Workshop) =>
  startWorker(
    { WORKER_DATABASE_URL: stage.addresses.worker, HOLDPOINT_ACTIONS_FILE: workshop.actionsFile },
    leaseSeconds,
  );

const anywhere = (stage: BenchStage) => ({ ...stage, freeEnvironment: () => "production" });

async function fiveSteps(stage: BenchStage, workshop: Workshop, say: (line: string) => void) {
  const worker = await startOne(stage, workshop);
  const ours = async () => {
    const taken: number[] = [];
    for (let run = 0; run < runsInRound; run += 1) taken.push(await ourRun(stage, workshop));
    return median(taken);
  };
  const what = `a run's first ${steps} steps, from its start to the fifth outcome`;
  try {
    await ourRun(stage, workshop);
    if (!(await installPeers(say))) {
      const { alone } = await inTurn(rounds, { alone: ours });
      return [{ what, unit: "ms", ...alone } satisfies Figure];
    }
    const names = Array.from({ length: steps }, (_, number) => `step-${number}`);
    const peer = await startStepsPeer(stage, workshop.path("act.sh"), names);
    try {
      await peer.run();
      const theirs = async () => {
        const taken: number[] = [];
        for (let run = 0; run < runsInRound; run += 1) taken.push(await peer.run());
        return median(taken);
      };
      const found = await inTurn(rounds, { ours, theirs });
      const beside = { what: "a DBOS workflow of the same commands", value: found.theirs.value };
      const target = { of: "ratio", is: "at most", bound: 1 } as const;
      return [{ what, unit: "ms", ...found.ours, beside, target } satisfies Figure];
    } finally {
      await peer.stop();
    }
  } finally {
    await worker.stop();
  }
}

/** By the database's time: from the entry that starts the run to the outcome of its fifth step. */
async function ourRun(stage: BenchStage, workshop: Workshop): Promise<number> {
  const { reference, start } = await emergency(anywhere(stage), workshop);
  await start();
  await untilRun(reference, "complete");
  const entries = await readEntries(reference, 0);
  const began = entries.find(({ event }) => event.type === "RollbackStarted");
  const fifth = entries.filter(({ event }) => event.type === "StepSucceeded")[steps - 1];
  return Date.parse(fifth?.event.recordedAt ?? "") - Date.parse(began?.event.recordedAt ?? "");
}

/** From the kill of the worker that holds a step to the step's next start on another, by the database's time. */
async function recovery(stage: BenchStage, workshop: Workshop): Promise<Figure> {
  const taken: number[] = [];
  const workers = await Promise.all([startOne(stage, workshop), startOne(stage, workshop)]);
  for (let round = 0; round < rounds; round += 1) {
    const { reference, start } = await emergency(anywhere(stage), workshop);
    // Of the plan's actions this one may be done twice.
    workshop.behave(
      reference,
      "configuration/rollback",
      'case "$HOLDPOINT_ATTEMPT" in */1) sleep 600 ;; esac',
    );
    await start();
    await untilStep(reference, "configuration", "running");
    const holder = await holderOf(reference);
    const place = workers.findIndex(({ pid }) => pid === holder);
    if (place < 0) throw new Error(`nobody has the process id ${holder}`);
    // Not just after it took the lease, but wherever between two renewals.
    await wait(round * 250);
    const killedAt = Date.parse(await databaseNow());
    workers[place]?.kill("SIGKILL");
    const second = () => secondStart(reference);
    taken.push((await until("another has begun the step again", second, () => runOf(reference))) - killedAt);
    await workers[place]?.exited();
    await untilRun(reference, "complete");
    workers[place] = await startOne(stage, workshop);
  }
  return {
    what: `recovery on another worker after a kill, with a lease of ${leaseSeconds} s`,
    value: median(taken),
    unit: "ms",
    min: Math.min(...taken),
    max: quantile(taken, 1),
    target: { of: "value", is: "at most", bound: (leaseSeconds + 1) * 1_000 },
  };
}

async function secondStart(reference: string): Promise<number | undefined> {
  const entries = await readEntries(reference, 0);
  const again = entries.find(
    ({ event }) =>
      event.type === "StepStarted" && event.facts.step === "configuration" && event.facts.attempt === 2,
  );
  return again === undefined ? undefined : Date.parse(again.event.recordedAt);
}
