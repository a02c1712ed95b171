import type { NewCheckpointEvent } from "#lib/domain/checkpoint/events.ts";
import { outcomeOf } from "#lib/domain/checkpoint/outcome.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import type { CheckpointSurroundings } from "#lib/domain/checkpoint/standing.ts";
import type { CheckpointState } from "#lib/domain/checkpoint/state.ts";
import { type NewInboxMessage, writeInbox } from "#lib/store/inbox.ts";
import { listPeople, type Person } from "#lib/store/people.ts";
import type { Transaction } from "#lib/store/transaction.ts";

type Told = {
  before: CheckpointState;
  after: CheckpointState;
  pack: CheckpointPack;
  events: NewCheckpointEvent[];
  around: CheckpointSurroundings;
};

/**
 * What waits for a side's signature, what of a signature counts no more, what was sealed, and which sealed GO stands no
 * more: into the inboxes it concerns.
 */
export async function tellSides(tx: Transaction, told: Told): Promise<void> {
  const { before, pack, events, around } = told;
  const fallen = fallenIn(told);
  if (fallen.length === 0 && !events.some(({ type }) => concerning.has(type))) return;
  const people = await listPeople(tx);
  const { reference } = before;
  const addressed = ({ to, kind, title }: Message, subject: string): NewInboxMessage[] =>
    to.map((personId) => ({ personId, subject, kind, reference, title, at: around.now }));
  const messages = events.flatMap((event, index) => {
    const message = messageOf(event, before, pack, people);
    return message === null ? [] : addressed(message, `${reference}#${before.seq + index + 1}`);
  });
  const to = ofSides(people, pack, () => true);
  const losses = fallen.flatMap(({ id, title }) =>
    addressed({ to, kind: "decision", title }, `${reference}#${told.after.seq}#${id}`),
  );
  await writeInbox(tx, [...messages, ...losses]);
}

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

const ofSides = (people: Person[], pack: CheckpointPack, which: (party: string) => boolean): string[] =>
  people.flatMap(({ id, party }) =>
    party !== null && pack.parties[party] !== undefined && which(party) ? [id] : [],
  );

const concerning: ReadonlySet<string> = new Set<NewCheckpointEvent["type"]>([
  "VerdictSigned",
  "VerdictsVoided",
  "CheckpointSealed",
]);
type Message = { to: string[]; kind: NewInboxMessage["kind"]; title: string };

function messageOf(
  event: NewCheckpointEvent,
  before: CheckpointState,
  pack: CheckpointPack,
  people: Person[],
): Message | null {
  if (event.type === "VerdictSigned") {
    const { party, question } = event.facts;
    const to = ofSides(people, pack, (one) => one !== party && !before.verdicts[one]?.[question]?.signature);
    const title = `${pack.parties[party]?.title ?? party} has signed; your side's answer is awaited: ${titleOf(pack, question)}`;
    return { to, kind: "reminder", title };
  }
  if (event.type === "VerdictsVoided") {
    const { voided, question } = event.facts;
    const to = voided.flatMap((party) => before.verdicts[party]?.[question]?.by ?? []);
    const title = `Your signature counts no more, because what it covers has changed: ${titleOf(pack, question)}`;
    return { to, kind: "reminder", title };
  }
  if (event.type === "CheckpointSealed") {
    const { question, outcome } = event.facts;
    const said = pack.questions.find(({ id }) => id === question);
    const words = (outcome === "go" ? said?.go : said?.noGo) ?? outcome;
    return {
      to: ofSides(people, pack, () => true),
      kind: "decision",
      title: `Sealed: ${words}. ${titleOf(pack, question)}`,
    };
  }
  return null;
}

const titleOf = (pack: CheckpointPack, question: string): string =>
  pack.questions.find(({ id }) => id === question)?.title ?? question;
