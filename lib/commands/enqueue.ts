import { minutesAfter } from "#lib/domain/clock/firing.ts";
import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import type { RunNews } from "#lib/domain/protocol/parts/people.ts";
import { enqueue, enqueueAll, type NewJob } from "#lib/store/jobs.ts";
import { databaseNow, type Transaction, withTransaction } from "#lib/store/transaction.ts";

/** The worker's tasks and what each is told: addresses only, because its handler looks again. */
export type Tasks = {
  deliver: { reference: string; notice: string; delivery: string };
  /** A run, or one lane of it that is walked beside others. */
  advance: { reference: string; run: string; lane?: string | undefined };
  escalate: { reference: string; clock: string; occurrence: number; role: string; person: string };
  remind: { reference: string; clock: string; occurrence: number; minutesBefore: number; person: string };
  tell: { reference: string; run: string; cause: RunNews; role: string; person: string };
  /** Runs a check's action for who asked. */
  check: { reference: string; check: string; person: string; request: string };
  /** Tells somebody of a side what an entry of a checkpoint asks of them, or that its GO runs out. */
  "tell-side": { reference: string; seq: number; person: string; because: "entry" | "runs-out" };
  "remind-of-end": { reference: string; seq: number };
  /** Tells somebody what an entry of an incident asks of them before a signature. */
  "tell-approver": { reference: string; seq: number; person: string };
  /** Tells somebody that a passkey, of that entry of the passkeys' log, waits for their countersignature. */
  "tell-voucher": { seq: number; person: string };
  "call-next": { reference: string };
  call: { reference: string; call: string };
  "test-channel": { channel: string; person: string; key: string };
  /** Anchors now what was just recorded, and says why by mail; of a checkpoint the stream is another than the reference. */
  anchor: { reference: string; stream: string; because: string };
  "anchor-mail": { to: string; size: number; because: string };
  /** Signs what was sealed in a log. */
  "sign-records": { stream: string };
  export: { export: string };
  /** Brings a sealed decision's log into a party's repository. */
  "file-decision": { reference: string; decision: string; party: string };
  collect: { reference: string; requirement: string; person: string; request: string };
};

/** Jobs for what was just recorded, in the same transaction: rolled back with it, never lost after it. */
export async function enqueueConsequences(
  tx: Transaction,
  reference: string,
  events: LoggedEvent[],
): Promise<void> {
  for (const event of events) {
    if (event.type === "Escalated") await enqueueEscalation(tx, reference, event);
    if (event.type === "ClockReminded") await enqueueReminder(tx, reference, event);
    if (event.type === "RoleTold") await enqueueNews(tx, reference, event);
    if (event.type === "DeliveryRetried") await enqueueDelivery(tx, { reference, ...event.facts });
    if (event.type !== "NoticeSent") continue;
    const { notice, deliveries } = event.facts;
    await enqueueAll(
      tx,
      deliveries.map(({ id }) => deliveryJob({ reference, notice, delivery: id })),
    );
  }
  await enqueueSealing(tx, { reference, stream: reference }, events);
  const runs = new Set(events.flatMap((event) => (movesRun(event) ? [event.facts.run] : [])));
  for (const run of runs) await enqueueAdvance(tx, { reference, run });
}

const enqueueSigning = (tx: Transaction, stream: string): Promise<void> =>
  enqueue(tx, {
    task: "sign-records",
    payload: { stream } satisfies Tasks["sign-records"],
    jobKey: `sign-records:${stream}`,
    maxAttempts: 25,
  });

const seals: ReadonlySet<string> = new Set(["DecisionSealed", "CheckpointSealed"]);

type Log = { reference: string; stream: string };

/** What is sealed is signed, and what is final is anchored, soon after it was recorded and without anybody's doing. */
export async function enqueueSealing(
  tx: Transaction,
  log: Log,
  events: readonly { type: string }[],
): Promise<void> {
  if (events.some(({ type }) => seals.has(type))) await enqueueSigning(tx, log.stream);
  await enqueueAnchoring(tx, log, events);
}

const anchoredAtOnce: Readonly<Record<string, string>> = {
  DecisionSealed: "a decision was sealed",
  IncidentClosed: "the incident was closed",
  IncidentCancelled: "the incident was cancelled",
  CheckpointSealed: "a question of a checkpoint was sealed",
  CheckpointClosed: "the checkpoint was closed",
};

/** What is final is anchored at once, because after it nobody may look again for long. */
async function enqueueAnchoring(
  tx: Transaction,
  { reference, stream }: Log,
  events: readonly { type: string }[],
): Promise<void> {
  for (const because of new Set(events.flatMap(({ type }) => anchoredAtOnce[type] ?? [])))
    await enqueue(tx, {
      task: "anchor",
      payload: { reference, stream, because } satisfies Tasks["anchor"],
      jobKey: `anchor:${reference}:${because}`,
      // For about four days, because what halts the anchors waits for a person.
      maxAttempts: 25,
    });
}

/**
 * The next try of a delivery, now or at a time. How often to try is the log's to say and not the queue's, so a job
 * that breaks is taken up a few times only; the sweep finds a delivery that is left without one.
 */
export const enqueueDelivery = (tx: Transaction, payload: Tasks["deliver"], runAt?: string): Promise<void> =>
  enqueue(tx, deliveryJob(payload, runAt));

/** Puts a delivery off whose channel is not to be asked now; nothing was tried, so the log says nothing of it. */
export const deferDelivery = (payload: Tasks["deliver"], seconds: number): Promise<void> =>
  withTransaction(async (tx) =>
    enqueueDelivery(tx, payload, minutesAfter(await databaseNow(tx), seconds / 60, 1)),
  );

const deliveryJob = (payload: Tasks["deliver"], runAt?: string): NewJob => ({
  task: "deliver",
  payload,
  jobKey: `deliver:${payload.delivery}`,
  maxAttempts: 3,
  ...(runAt === undefined ? {} : { runAt }),
});

/** One job for each person that a clock escalated to, tried for about two hours. */
async function enqueueEscalation(
  tx: Transaction,
  reference: string,
  { facts }: LoggedEvent<"Escalated">,
): Promise<void> {
  const { clock, occurrence, toRole: role } = facts;
  for (const person of facts.persons) {
    const payload: Tasks["escalate"] = { reference, clock, occurrence, role, person };
    const jobKey = `escalate:${reference}:${clock}#${occurrence}:${role}:${person}`;
    await enqueue(tx, { task: "escalate", payload, jobKey, maxAttempts: 10 });
  }
}

/** One job for each person who owes it. It is worth a mail until the deadline only, so it is not tried for long. */
async function enqueueReminder(
  tx: Transaction,
  reference: string,
  { facts, seq }: LoggedEvent<"ClockReminded">,
): Promise<void> {
  const { clock, occurrence, minutesBefore } = facts;
  for (const person of facts.persons) {
    const payload: Tasks["remind"] = { reference, clock, occurrence, minutesBefore, person };
    await enqueue(tx, {
      task: "remind",
      payload,
      jobKey: `remind:${reference}:${seq}:${person}`,
      maxAttempts: 5,
    });
  }
}

/** One job for each person who is told what a rollback came to. */
async function enqueueNews(
  tx: Transaction,
  reference: string,
  { facts }: LoggedEvent<"RoleTold">,
): Promise<void> {
  const { run, cause, role } = facts;
  for (const person of facts.persons) {
    const payload: Tasks["tell"] = { reference, run, cause, role, person };
    await enqueue(tx, { task: "tell", payload, jobKey: newsKey(payload), maxAttempts: 10 });
  }
}

export const newsKey = ({ reference, run, cause, role, person }: Tasks["tell"]): string =>
  `tell:${reference}:${run}:${cause}:${role}:${person}`;

export const enqueueAdvance = (tx: Transaction, payload: Tasks["advance"]): Promise<void> =>
  enqueue(tx, {
    task: "advance",
    payload,
    jobKey: payload.lane === undefined ? `advance:${payload.run}` : `advance:${payload.run}:${payload.lane}`,
    maxAttempts: 3,
  });

// Not a step's success: the worker that recorded it goes on by itself, and a second one would race it for the lease.
type Moving = LoggedEvent<"RollbackStarted" | "ApprovalAnswered" | "StepRuled" | "RollbackResumed">;
const moving: ReadonlySet<string> = new Set<Moving["type"]>([
  "RollbackStarted",
  "ApprovalAnswered",
  "StepRuled",
  "RollbackResumed",
]);
const movesRun = (event: LoggedEvent): event is Moving => moving.has(event.type);
