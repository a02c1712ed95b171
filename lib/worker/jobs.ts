import { Logger, type Runner, run } from "graphile-worker";
import { z } from "zod";
import { advance } from "./advance.ts";
import { collect } from "./collect.ts";
import type { Worker } from "./context.ts";
import { deliver } from "./deliver.ts";
import { log } from "./log.ts";

const Deliver = z.object({ reference: z.string(), notice: z.string(), delivery: z.string() });
const Collect = z.object({
  reference: z.string(),
  requirement: z.string(),
  person: z.uuid(),
  request: z.uuid(),
});
const Advance = z.object({ reference: z.string(), run: z.string() });

/** Takes jobs from the queue. A job is a hint: each handler looks at the log again before it acts. */
export function startJobs(worker: Worker, databaseUrl: string): Promise<Runner> {
  return run({
    connectionString: databaseUrl,
    concurrency: 10,
    noHandleSignals: true,
    pollInterval: 2_000,
    schema: "graphile_worker",
    taskList: {
      deliver: async (payload, { job }) =>
        deliver(worker, Deliver.parse(payload), {
          number: job.attempts,
          last: job.attempts >= job.max_attempts,
        }),
      advance: async (payload) => advance(worker, Advance.parse(payload)),
      collect: async (payload) => collect(worker, Collect.parse(payload)),
    },
    logger: queueLog,
  });
}

/** The queue's own messages go where ours go; what it says of each job is of no use to a reader. */
const queueLog = new Logger(() => (level, message) => {
  if (level === "error") log.error(message);
  if (level === "warning") log.warn(message);
});
