import { EventEmitter } from "node:events";
import { Logger, type Runner, run, type TaskList, type WorkerEvents } from "graphile-worker";
import { z } from "zod";
import { RunNews } from "#lib/domain/protocol/parts/people.ts";
import { advance } from "./advance.ts";
import { pushAnchors } from "./anchor-git.ts";
import { mailAnchor } from "./anchor-mail.ts";
import { anchorAt } from "./anchors.ts";
import { callPerson, lookAtCalling } from "./call-person.ts";
import { collect } from "./collect.ts";
import type { Worker } from "./context.ts";
import { deliver } from "./deliver.ts";
import { escalate } from "./escalate.ts";
import { fileDecision } from "./file-decision.ts";
import { log } from "./log.ts";
import { makeExport } from "./make-export.ts";
import { remind } from "./remind.ts";
import { runCheck } from "./run-check.ts";
import { signSealed } from "./sign-records.ts";
import { tellApprover } from "./tell-approver.ts";
import { tellOfRun } from "./tell-of-run.ts";
import { remindOfItsEnd, tellSide } from "./tell-side.ts";
import { tellVoucher } from "./tell-voucher.ts";
import { sendTest } from "./test-channel.ts";

const Deliver = z.object({ reference: z.string(), notice: z.string(), delivery: z.string() });
const Collect = z.object({
  reference: z.string(),
  requirement: z.string(),
  person: z.uuid(),
  request: z.uuid(),
});
const Export = z.object({ export: z.uuid() });
const RunCheck = z.object({ reference: z.string(), check: z.string(), person: z.uuid(), request: z.uuid() });
const Escalate = z.object({
  reference: z.string(),
  clock: z.string(),
  occurrence: z.number().int().positive(),
  role: z.string(),
  person: z.uuid(),
});
const Remind = z.object({
  reference: z.string(),
  clock: z.string(),
  occurrence: z.number().int().positive(),
  minutesBefore: z.number(),
  person: z.uuid(),
});
const Tell = z.object({
  reference: z.string(),
  run: z.string(),
  cause: RunNews,
  role: z.string(),
  person: z.uuid(),
});
const TellSide = z.object({
  reference: z.string(),
  seq: z.number().int().positive(),
  person: z.uuid(),
  because: z.enum(["entry", "runs-out"]),
});
const TellApprover = TellSide.omit({ because: true });
const TellVoucher = TellApprover.omit({ reference: true });
const EndReminder = TellApprover.omit({ person: true });
const CallNext = z.object({ reference: z.string() });
const Call = z.object({ reference: z.string(), call: z.string() });
const TestChannel = z.object({ channel: z.string(), person: z.uuid(), key: z.string() });
const FileDecision = z.object({ reference: z.string(), decision: z.uuid(), party: z.string() });
const Anchor = z.object({ reference: z.string(), stream: z.string(), because: z.string() });
const AnchorMail = z.object({ to: z.string(), size: z.number().int().positive(), because: z.string() });
const SignRecords = z.object({ stream: z.string() });
const Advance = z.object({ reference: z.string(), run: z.string(), lane: z.string().optional() });

/**
 * Takes jobs from the queue. A job is a hint: each handler looks at the log again before it acts. Commands, calls and
 * notices have places of their own, because ten long commands must not keep a notice from leaving, nor a channel that
 * hangs keep somebody from being called.
 */
export async function startJobs(worker: Worker, databaseUrl: string): Promise<() => Promise<void>> {
  const from = { databaseUrl, hold: worker.hold };
  const notices = await take(from, 40, {
    deliver: async (payload) => deliver(worker, Deliver.parse(payload)),
  });
  const calls = await take(from, 10, {
    escalate: async (payload, { job }) =>
      escalate(worker, Escalate.parse(payload), job.attempts >= job.max_attempts),
    remind: async (payload, { job }) =>
      remind(worker, Remind.parse(payload), job.attempts >= job.max_attempts),
    tell: async (payload, { job }) =>
      tellOfRun(worker, Tell.parse(payload), job.attempts >= job.max_attempts),
    "tell-side": async (payload, { job }) =>
      tellSide(worker, TellSide.parse(payload), job.attempts >= job.max_attempts),
    "remind-of-end": async (payload) => remindOfItsEnd(EndReminder.parse(payload)),
    "tell-approver": async (payload, { job }) =>
      tellApprover(worker, TellApprover.parse(payload), job.attempts >= job.max_attempts),
    "tell-voucher": async (payload, { job }) =>
      tellVoucher(worker, TellVoucher.parse(payload), job.attempts >= job.max_attempts),
    "call-next": async (payload) => lookAtCalling(worker, CallNext.parse(payload)),
    call: async (payload, { job }) =>
      callPerson(worker, Call.parse(payload), job.attempts >= job.max_attempts),
    "test-channel": async (payload) => sendTest(worker, TestChannel.parse(payload)),
  });
  const commands = await take(from, 10, {
    advance: async (payload) => advance(worker, Advance.parse(payload)),
    check: async (payload) => runCheck(worker, RunCheck.parse(payload)),
    collect: async (payload) => collect(worker, Collect.parse(payload)),
    export: async (payload, { job }) =>
      makeExport(worker, Export.parse(payload), job.attempts >= job.max_attempts),
    "file-decision": async (payload) => fileDecision(worker, FileDecision.parse(payload)),
  });
  const anchors = await take(from, 2, {
    anchor: async (payload) => anchorAt(worker, Anchor.parse(payload)),
    "sign-records": async (payload) => signSealed(worker, SignRecords.parse(payload)),
    "anchor-git": async () => pushAnchors(worker),
    "anchor-mail": async (payload) => mailAnchor(worker, AnchorMail.parse(payload)),
  });
  return async () => {
    await Promise.all([anchors.stop(), notices.stop(), calls.stop(), commands.stop()]);
  };
}

type Queue = { databaseUrl: string; hold: Worker["hold"] };

function take({ databaseUrl, hold }: Queue, concurrency: number, taskList: TaskList): Promise<Runner> {
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:create", ({ workerPool }) => hold.names.add(workerPool.id));
  events.on("job:start", ({ job }) => hold.inHand.add(job.id));
  events.on("job:complete", ({ job }) => hold.inHand.delete(job.id));
  return run({
    connectionString: databaseUrl,
    taskList,
    concurrency,
    maxPoolSize: 5,
    noHandleSignals: true,
    pollInterval: 2_000,
    schema: "graphile_worker",
    logger: queueLog,
    events,
  });
}

/** The queue's own messages go where ours go; what it says of each job is of no use to a reader. */
const queueLog = new Logger(() => (level, message) => {
  if (level === "error") log.error(message);
  // It holds a connection for moments only, so that it shares a few of them is meant, and no news at each start.
  if (level === "warning" && !message.includes("maxPoolSize")) log.warn(message);
});
