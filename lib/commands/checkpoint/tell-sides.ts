import type { NewCheckpointEvent } from "#lib/domain/checkpoint/events.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import type { CheckpointState } from "#lib/domain/checkpoint/state.ts";
import { type NewInboxMessage, writeInbox } from "#lib/store/inbox.ts";
import { listPeople, type Person } from "#lib/store/people.ts";
import type { Transaction } from "#lib/store/transaction.ts";

type Told = { before: CheckpointState; pack: CheckpointPack; events: NewCheckpointEvent[]; at: string };

/** What waits for a side's signature, what of a signature counts no more, and what was sealed: into the inboxes it concerns. */
export async function tellSides(tx: Transaction, { before, pack, events, at }: Told): Promise<void> {
  if (!events.some(({ type }) => concerning.has(type))) return;
  const people = await listPeople(tx);
  const messages = events.flatMap((event, index): NewInboxMessage[] => {
    const message = messageOf(event, before, pack, people);
    if (message === null) return [];
    const { reference } = before;
    const subject = `${reference}#${before.seq + index + 1}`;
    return message.to.map((personId) => ({
      personId,
      subject,
      kind: message.kind,
      reference,
      title: message.title,
      at,
    }));
  });
  await writeInbox(tx, messages);
}

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
  const ofSides = (which: (party: string) => boolean) =>
    people.flatMap(({ id, party }) =>
      party !== null && pack.parties[party] !== undefined && which(party) ? [id] : [],
    );
  if (event.type === "VerdictSigned") {
    const { party, question } = event.facts;
    const to = ofSides((one) => one !== party && !before.verdicts[one]?.[question]?.signature);
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
      to: ofSides(() => true),
      kind: "decision",
      title: `Sealed: ${words}. ${titleOf(pack, question)}`,
    };
  }
  return null;
}

const titleOf = (pack: CheckpointPack, question: string): string =>
  pack.questions.find(({ id }) => id === question)?.title ?? question;
