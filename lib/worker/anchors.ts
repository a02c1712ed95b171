import { anchorNow } from "#lib/commands/anchors/anchor-now.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import { lastAnchorHead, type StoredHead } from "#lib/store/anchors.ts";
import { enqueueAll, type NewJob } from "#lib/store/jobs.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { readHead } from "#lib/verify/anchors/note.ts";
import { again, apart } from "./again.ts";
import type { Worker } from "./context.ts";
import { log } from "./log.ts";
import { TryAgainLater } from "./tell-person.ts";

/** Anchors whatever moved, again and again; what forbids it is looked for each time, also while nothing moves. */
export function startAnchors(worker: Worker): () => Promise<void> {
  const { anchorSeconds } = worker.settings;
  // A round that comes a moment early must not wait for the next one.
  const everySeconds = anchorSeconds - Math.min(1, anchorSeconds / 10);
  return again(() => apart("anchoring", () => anchor(worker, everySeconds)), anchorSeconds * 1_000);
}

async function anchor(worker: Worker, everySeconds: number): Promise<void> {
  const { anchors, id } = worker;
  const jobsFor = (head: StoredHead, before: StoredHead | null) => [
    ...(isNewDay(head, before) ? mailJobs(worker, head.size, "the first anchor of the day") : []),
    ...(worker.settings.anchorGit === undefined ? [] : [gitJob]),
  ];
  const { halted } = await anchorNow(anchors, { everySeconds, worker: id, jobsFor });
  if (halted !== null && halted !== anchors.alarm)
    log.error({ why: halted }, "NOTHING IS ANCHORED until an administrator has looked at it");
  if (halted === null && anchors.alarm !== null) log.warn("anchoring goes on");
  anchors.alarm = halted;
}

// One that waits is replaced: whoever takes it pushes the file as it is then.
const gitJob: NewJob = { task: "anchor-git", payload: {}, jobKey: "anchor-git", maxAttempts: 25 };

const dayOf = (head: StoredHead | null) => readHead(head?.note ?? "")?.at.slice(0, 10);
const isNewDay = (head: StoredHead, before: StoredHead | null) => dayOf(head) !== dayOf(before);

/** Anchors at once what is final, and tells those who keep anchors by mail. */
export async function anchorAt(worker: Worker, { reference, because }: Tasks["anchor"]): Promise<void> {
  await anchor(worker, 0);
  const { alarm } = worker.anchors;
  const head = await lastAnchorHead();
  if (alarm !== null || head === null) throw new TryAgainLater(alarm ?? "nothing is anchored yet");
  await withTransaction((tx) => enqueueAll(tx, mailJobs(worker, head.size, `${reference}: ${because}`)));
}

const mailJobs = ({ settings: { anchorMail } }: Worker, size: number, because: string): NewJob[] =>
  anchorMail.map((to) => ({
    task: "anchor-mail",
    payload: { to, size, because } satisfies Tasks["anchor-mail"],
    jobKey: `anchor-mail:${to}:${size}:${because}`,
    maxAttempts: 16,
  }));
