import type { NewCheckpointEvent } from "#lib/domain/checkpoint/events.ts";
import { outcomeOf } from "#lib/domain/checkpoint/outcome.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import type { CheckpointSurroundings } from "#lib/domain/checkpoint/standing.ts";
import type { CheckpointState } from "#lib/domain/checkpoint/state.ts";
import { type NewInboxMessage, writeInbox } from "#lib/store/inbox.ts";
import { enqueueAll, type NewJob } from "#lib/store/jobs.ts";
import { listPeople } from "#lib/store/people.ts";
import type { Transaction } from "#lib/store/transaction.ts";
import { endReminderJobs, sideJob } from "./side-jobs.ts";
import { membersOf, newsOf, type SideNews } from "./side-news.ts";

type Told = {
  before: CheckpointState;
  after: CheckpointState;
  pack: CheckpointPack;
  events: NewCheckpointEvent[];
  around: CheckpointSurroundings;
};

/**
 * What was asked back and answered, what waits for a side's signature, what of a signature counts no more, what was
 * sealed, and which sealed GO stands no more: into the inboxes that it concerns, and by mail where it asks something of
 * somebody.
 */
export async function tellSides(tx: Transaction, told: Told): Promise<void> {
  const { before, after, pack, events, around } = told;
  const fallen = fallenIn(told);
  if (fallen.length === 0 && !events.some(({ type }) => concerning.has(type))) return;
  const people = await listPeople(tx);
  const { reference } = before;
  const addressed = ({ to, kind, title }: Message, subject: string): NewInboxMessage[] =>
    to.map((personId) => ({ personId, subject, kind, reference, title, at: around.now }));
  const news = events.flatMap((event, index) => {
    const said = newsOf(event, before, pack, people);
    return said === null ? [] : [{ said, seq: before.seq + index + 1 }];
  });
  const to = membersOf(pack, people, () => true);
  await writeInbox(tx, [
    ...news.flatMap(({ said, seq }) => addressed(said, `${reference}#${seq}`)),
    ...fallen.flatMap(({ id, title }) =>
      addressed({ to, kind: "decision", title }, `${reference}#${after.seq}#${id}`),
    ),
  ]);
  const calls = news.flatMap(({ said, seq }): NewJob[] =>
    said.asksOf ? said.to.map((person) => sideJob({ reference, seq, person, because: "entry" })) : [],
  );
  const sealed = after.sealings.filter(({ seq }) => seq > before.seq);
  await enqueueAll(tx, [...calls, ...sealed.flatMap((sealing) => endReminderJobs(reference, sealing))]);
}

type Message = Pick<SideNews, "to" | "kind" | "title">;

/** A sealed GO that stood before and stands no more, with its cause; what the console sealed anew is told as such. */
const fallenIn = ({ before, after, pack, events, around }: Told): { id: string; title: string }[] =>
  pack.questions.flatMap((question) => {
    const { id, go, title } = question;
    if (events.some(({ type, facts }) => type === "CheckpointSealed" && facts.question === id)) return [];
    if (after.closed !== null || !outcomeOf(question, before, pack, around).go) return [];
    const [cause] = outcomeOf(question, after, pack, around).because;
    return cause === undefined
      ? []
      : [{ id, title: `${go} stands no more, blocked by: ${cause.title}. ${title}` }];
  });

const concerning: ReadonlySet<string> = new Set<NewCheckpointEvent["type"]>([
  "AskedBack",
  "DeputyNamed",
  "AnsweredBack",
  "VerdictSigned",
  "VerdictsVoided",
  "CheckpointSealed",
]);
