import { enqueueCalling } from "#lib/commands/calling/enqueue-call.ts";
import { enqueueFilingAgain } from "#lib/commands/decision/enqueue-filing.ts";
import { enqueueAdvance, enqueueDelivery } from "#lib/commands/enqueue.ts";
import { doubtStep } from "#lib/commands/rollback/doubt-step.ts";
import { overdueCalls } from "#lib/store/due-calls.ts";
import {
  freeLostJobs,
  idleRuns,
  lostDeliveries,
  type OrphanedStep,
  orphanedSteps,
  unfiledDecisions,
} from "#lib/store/sweep.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { again, apart, atMostEvery } from "./again.ts";
import { asWorker, type Worker } from "./context.ts";
import { keepHouse } from "./housekeeping.ts";
import { log } from "./log.ts";

/** More often, because a rollback stands still until somebody says that its worker is gone. */
const doubtsEveryMs = 500;
/** Longer than any channel takes to answer or to give up. */
const takenWithinSeconds = 60;
/** The queue looks every two seconds, so a call that is later than this has lost its job. */
const callsLateSeconds = 5;
/** A worker that lives says so every two seconds. */
const silentSeconds = 15;
/** A repository that could not be reached for hours is not asked for more often. */
const filingsEveryMs = 3_600_000;

/** Looks again and again for what a crash or a lost job left behind. */
export function startSweep(worker: Worker): () => Promise<void> {
  const stops = [
    again(() => sweep(worker)),
    again(() => apart("steps without an outcome", () => doubts(worker)), doubtsEveryMs),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

/** Each part by itself: one that fails must not keep the others from what they are there for. */
async function sweep(worker: Worker): Promise<void> {
  await apart("lost jobs", async () => {
    const { names, inHand } = worker.hold;
    const freed = await freeLostJobs({ names: [...names], inHand: [...inHand] }, silentSeconds);
    if (freed > 0) log.warn({ jobs: freed }, "jobs of lost workers are taken up again");
  });
  await apart("idle runs", reviveRuns);
  await apart("lost deliveries", reviveDeliveries);
  await apart("calls", reviveCalls);
  await apart("decisions to be filed", reviveFilings);
  await apart("housekeeping", keepHouse);
}

async function reviveRuns(): Promise<void> {
  const idle = await idleRuns();
  if (idle.length === 0) return;
  await withTransaction(async (tx) => {
    for (const run of idle) await enqueueAdvance(tx, run);
  });
}

async function reviveDeliveries(): Promise<void> {
  const lost = await lostDeliveries({ takenWithinSeconds });
  if (lost.length === 0) return;
  await withTransaction(async (tx) => {
    for (const delivery of lost) await enqueueDelivery(tx, delivery);
  });
}

async function reviveCalls(): Promise<void> {
  const overdue = await overdueCalls(callsLateSeconds);
  if (overdue.length === 0) return;
  await withTransaction(async (tx) => {
    for (const reference of overdue) await enqueueCalling(tx, reference);
  });
}

const reviveFilings = atMostEvery(filingsEveryMs, async () => {
  const unfiled = await unfiledDecisions();
  if (unfiled.length > 0) await withTransaction((tx) => enqueueFilingAgain(tx, unfiled));
});

async function doubts(worker: Worker): Promise<void> {
  for (const step of await orphanedSteps()) await apart("a doubt", () => doubt(worker, step));
}

/** Intent without outcome: the run says so, and asks a person or tries once more. */
async function doubt(worker: Worker, orphan: OrphanedStep): Promise<void> {
  const { run, step, attempt, epoch } = orphan;
  const key = `doubt:${run}:${step}:${attempt}:${epoch}`;
  const outcome = await doubtStep(asWorker(worker, key), orphan);
  if (!outcome.ok)
    log.error({ run, step, refusal: outcome.refusal.message }, "a doubt could not be recorded");
}
