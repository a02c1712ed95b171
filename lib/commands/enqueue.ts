import type { LoggedEvent } from "#lib/domain/incident/events/index.ts";
import { enqueue } from "#lib/store/jobs.ts";
import type { Transaction } from "#lib/store/transaction.ts";

/** The worker's tasks and what each is told: addresses only, because its handler looks again. */
export type Tasks = {
  deliver: { reference: string; notice: string; delivery: string };
  advance: { reference: string; run: string };
  collect: { reference: string; requirement: string; person: string; request: string };
};

/** Jobs for what was just recorded, in the same transaction: rolled back with it, never lost after it. */
export async function enqueueConsequences(
  tx: Transaction,
  reference: string,
  events: LoggedEvent[],
): Promise<void> {
  for (const event of events) {
    if (event.type === "NoticeSent") {
      for (const delivery of event.facts.deliveries) {
        const payload: Tasks["deliver"] = { reference, notice: event.facts.notice, delivery: delivery.id };
        await enqueue(tx, { task: "deliver", payload, jobKey: `deliver:${delivery.id}`, maxAttempts: 12 });
      }
    }
  }
  const runs = new Set(events.flatMap((event) => (movesRun(event) ? [event.facts.run] : [])));
  for (const run of runs) {
    const payload: Tasks["advance"] = { reference, run };
    await enqueue(tx, { task: "advance", payload, jobKey: `advance:${run}`, maxAttempts: 25 });
  }
}

type Moving = LoggedEvent<
  "RollbackStarted" | "ApprovalAnswered" | "StepSucceeded" | "StepRuled" | "RollbackResumed"
>;
const moving: ReadonlySet<string> = new Set<Moving["type"]>([
  "RollbackStarted",
  "ApprovalAnswered",
  "StepSucceeded",
  "StepRuled",
  "RollbackResumed",
]);
const movesRun = (event: LoggedEvent): event is Moving => moving.has(event.type);
