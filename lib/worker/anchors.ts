import type { KeyObject } from "node:crypto";
import { type Anchored, type Asked, anchorNow } from "#lib/commands/anchors/anchor-now.ts";
import { keyInForce } from "#lib/commands/anchors/key-in-force.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import type { Head } from "#lib/domain/record/entry.ts";
import { AppError } from "#lib/platform/errors.ts";
import { signingKeyFile } from "#lib/platform/signing-key.ts";
import { lastAnchorHead, lastLeafOf, type StoredHead } from "#lib/store/anchors.ts";
import { enqueueAll, type NewJob } from "#lib/store/jobs.ts";
import { readHead } from "#lib/store/log/raw-entries.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { readLeaf } from "#lib/verify/anchors/leaf.ts";
import { readHead as readNote } from "#lib/verify/anchors/note.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { again, apart } from "./again.ts";
import type { Worker } from "./context.ts";
import { log } from "./log.ts";
import { TryAgainLater } from "./tell-person.ts";

/** Anchors whatever moved, again and again; what forbids it is looked for each time, also while nothing moves. */
export function startAnchors(worker: Worker): () => Promise<void> {
  const { anchorSeconds } = worker.settings;
  // A round that comes a moment early must not wait for the next one.
  const everySeconds = anchorSeconds - Math.min(1, anchorSeconds / 10);
  return again(
    () => apart("anchoring", async () => void (await anchor(worker, everySeconds))),
    anchorSeconds * 1_000,
  );
}

/** Gives why nothing may be added now: this worker's own alarm, or another's. */
async function anchor(worker: Worker, everySeconds: number): Promise<string | null> {
  const { anchors, id } = worker;
  const jobsFor = (head: StoredHead, before: StoredHead | null) => [
    ...(isNewDay(head, before) ? mailJobs(worker, head.size, "the first anchor of the day") : []),
    ...(worker.settings.anchorGit === undefined ? [] : [gitJob]),
  ];
  const anchored = await anchorWithKeyInForce(worker, { everySeconds, worker: id, jobsFor });
  const { halted } = anchored;
  if (halted !== null && halted !== anchors.alarm)
    log.error({ why: halted }, "NOTHING IS ANCHORED until an administrator has looked at it");
  if (halted === null && anchors.alarm !== null) log.warn("anchoring goes on");
  anchors.alarm = halted;
  return anchored.halted ?? anchored.heldBack;
}

/** Signs with the key as it is now. One that was given up between the look and the lock is no reason to halt. */
async function anchorWithKeyInForce(worker: Worker, asked: Asked): Promise<Anchored> {
  try {
    for (;;) {
      const privateKey = await takeUpKey(worker);
      const anchored = await anchorNow({ file: worker.anchors.file, privateKey }, asked);
      if (anchored.halted === null || (await takeUpKey(worker)).equals(privateKey)) return anchored;
    }
  } catch (error) {
    if (error instanceof AppError && error.code === "configuration") return { halted: error.publicMessage };
    throw error;
  }
}

async function takeUpKey({ settings, anchors }: Worker): Promise<KeyObject> {
  const privateKey = await keyInForce(signingKeyFile(settings));
  if (!privateKey.equals(anchors.privateKey))
    log.info({ key: publicKeyOf(privateKey).id }, "this worker signs with another key from now on");
  anchors.privateKey = privateKey;
  return privateKey;
}

// One that waits is replaced: whoever takes it pushes the file as it is then.
const gitJob: NewJob = { task: "anchor-git", payload: {}, jobKey: "anchor-git", maxAttempts: 25 };

const dayOf = (head: StoredHead | null) => readNote(head?.note ?? "")?.at.slice(0, 10);
const isNewDay = (head: StoredHead, before: StoredHead | null) => dayOf(head) !== dayOf(before);

/** Anchors at once what is final, and tells those who keep anchors by mail. */
export async function anchorAt(
  worker: Worker,
  { reference, stream, because }: Tasks["anchor"],
): Promise<void> {
  const recorded = await readHead(stream);
  const halted = await anchor(worker, 0);
  const head = await lastAnchorHead();
  if (halted !== null || head === null) throw new TryAgainLater(halted ?? "nothing is anchored yet");
  if (!(await isAnchored(stream, recorded, head)))
    throw new TryAgainLater(`the last tree head does not cover ${reference} as it was`);
  await withTransaction((tx) => enqueueAll(tx, mailJobs(worker, head.size, `${reference}: ${because}`)));
}

/** Under this tree head stands a leaf that says where the log stood, or where it went on to. */
async function isAnchored(stream: string, recorded: Head | null, { size }: StoredHead): Promise<boolean> {
  const last = await lastLeafOf(stream);
  const leaf = last === null || last.index >= size ? null : readLeaf(last.leaf);
  return leaf?.kind === "head" && leaf.seq >= (recorded?.seq ?? 1);
}

const mailJobs = ({ settings: { anchorMail } }: Worker, size: number, because: string): NewJob[] =>
  anchorMail.map((to) => ({
    task: "anchor-mail",
    payload: { to, size, because } satisfies Tasks["anchor-mail"],
    jobKey: `anchor-mail:${to}:${size}:${because}`,
    maxAttempts: 16,
  }));
