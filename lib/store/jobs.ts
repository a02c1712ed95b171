import { clientOf, type Transaction } from "./transaction.ts";

export type NewJob = {
  task: string;
  payload: unknown;
  /** A waiting job with the same key is replaced. */
  jobKey?: string;
  runAt?: string;
  maxAttempts?: number;
};

/** Hands a job to the queue; it is there when the transaction commits and never was when it does not. */
export async function enqueue(tx: Transaction, job: NewJob): Promise<void> {
  const payload = JSON.stringify(job.payload ?? {});
  const { task, jobKey = null, runAt = null, maxAttempts = null } = job;
  await clientOf(tx).$executeRaw`
    SELECT holdpoint_enqueue(${task}, ${payload}::json, ${jobKey}::text, ${runAt}::timestamptz, ${maxAttempts}::int)`;
}
