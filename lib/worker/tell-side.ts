import type { Message } from "#lib/channels/message.ts";
import { endWords, remindOfEnd } from "#lib/commands/checkpoint/remind-of-end.ts";
import { sideKey } from "#lib/commands/checkpoint/side-jobs.ts";
import { isStillAsked, newsOf } from "#lib/commands/checkpoint/side-news.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import { packetAddress } from "#lib/domain/checkpoint/address.ts";
import { runningOut } from "#lib/domain/checkpoint/validity.ts";
import type { Actor } from "#lib/domain/incident/events/index.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { readCheckpointEntries, stateOfEntries } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { checkpointSurroundings } from "#lib/store/checkpoints.ts";
import { findPersons } from "#lib/store/people.ts";
import type { Worker } from "./context.ts";
import { log } from "./log.ts";
import { TryAgainLater, tellPerson } from "./tell-person.ts";

type Said = { title: string; question: string | null };

/** Tells one person of a side what is asked of them at a checkpoint, with the way to its packet. What is done by then is not told. */
export async function tellSide(worker: Worker, task: Tasks["tell-side"], isLastTry: boolean): Promise<void> {
  const said = task.because === "entry" ? await entryNews(task) : await endNews(task);
  if (said === null) return;
  const answer = await tellPerson(worker, task.person, "news", messageOf(worker, task, said));
  if (answer.outcome !== "rejected") return;
  if (!answer.permanent && !isLastTry) throw new TryAgainLater(answer.reason);
  log.warn({ ...task, reason: answer.reason }, "somebody of a side was not reached");
}

async function entryNews({ reference, seq, person }: Tasks["tell-side"]): Promise<Said | null> {
  const entries = await readCheckpointEntries(reference);
  const state = stateOfEntries(entries);
  const before = stateOfEntries(entries.slice(0, seq - 1));
  const event = entries[seq - 1]?.event;
  if (state === null || before === null || event === undefined) return null;
  const pack = await checkpointPackByHash(state.pack.hash);
  const news = newsOf(event, before, pack, await findPersons([person]));
  const isConcerned = news?.to.includes(person) === true;
  return isConcerned && isStillAsked(event, seq, state, pack) ? news : null;
}

async function endNews({ reference, seq }: Tasks["tell-side"]): Promise<Said | null> {
  const state = stateOfEntries(await readCheckpointEntries(reference));
  if (state === null) return null;
  const pack = await checkpointPackByHash(state.pack.hash);
  const sealing = runningOut(state, pack, seq, await checkpointSurroundings(state.service.id));
  return sealing === null ? null : { title: endWords(pack, sealing), question: sealing.question };
}

function messageOf(worker: Worker, task: Tasks["tell-side"], { title, question }: Said): Omit<Message, "to"> {
  const { reference, seq, because } = task;
  return {
    subject: `${title}, ${reference}`,
    text: [`${title}.`, `${worker.settings.url}${packetAddress(reference, question)}`].join("\n\n"),
    headers: { incidentReference: reference, noticeId: `checkpoint-${seq}-${because}` },
    idempotencyKey: sha256(sideKey(task)).slice(0, 32),
  };
}

/** One name for all workers, because whichever comes second must find that it was done. */
const reminder: Actor = { kind: "console", id: "checkpoint-reminder" };

/** Shortly before a GO runs out: whoever is of a side is told, once. */
export async function remindOfItsEnd(task: Tasks["remind-of-end"]): Promise<void> {
  const idempotencyKey = `end:${task.reference}:${task.seq}`;
  const told = await remindOfEnd({ actor: reminder, idempotencyKey }, task);
  if (!told.ok) log.error({ ...task, refusal: told.refusal.message }, "a reminder was refused");
}
