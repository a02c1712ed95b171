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
export const enqueue = (tx: Transaction, job: NewJob): Promise<void> => enqueueAll(tx, [job]);

/** Many jobs in one statement, because whoever enqueues them holds an incident's lock. */
export async function enqueueAll(tx: Transaction, jobs: NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const rows = JSON.stringify(jobs.map((job) => ({ ...job, payload: job.payload ?? {} })));
  await clientOf(tx).$executeRaw`
    SELECT holdpoint_enqueue(job.task, job.payload, job."jobKey", job."runAt", job."maxAttempts")
    FROM json_to_recordset(${rows}::json)
      AS job(task text, payload json, "jobKey" text, "runAt" timestamptz, "maxAttempts" int)`;
}
