import { unanswered } from "#lib/domain/checkpoint/asking.ts";
import type { NewCheckpointEvent } from "#lib/domain/checkpoint/events.ts";
import { leadsOf } from "#lib/domain/checkpoint/leads.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import { sealingOf } from "#lib/domain/checkpoint/question.ts";
import type { CheckpointState } from "#lib/domain/checkpoint/state.ts";
import { utc } from "#lib/domain/notice/values.ts";
import type { NewInboxMessage } from "#lib/store/inbox.ts";
import type { Person } from "#lib/store/people.ts";

/** What an entry means for people of the sides; what asks something of them goes out by mail, too. */
export type SideNews = {
  to: string[];
  kind: NewInboxMessage["kind"];
  title: string;
  /** Null where it is about the whole checkpoint. */
  question: string | null;
  asksOf: boolean;
};

type Said = Pick<NewCheckpointEvent, "type" | "facts">;

/** Whom an entry concerns, and in which words; null where it concerns nobody in particular. */
export function newsOf(
  said: Said,
  before: CheckpointState,
  pack: CheckpointPack,
  people: Person[],
): SideNews | null {
  const event = said as NewCheckpointEvent;
  if (event.type === "AskedBack" || event.type === "AnsweredBack") return asked(event, before, pack, people);
  if (event.type === "DeputyNamed") {
    const { person, party, until } = event.facts;
    const title = `You are named to sign for the ${sideOf(pack, party).toLowerCase()} until ${utc(until)}`;
    return { to: [person], kind: "reminder", title, question: null, asksOf: true };
  }
  if (event.type === "VerdictSigned") {
    const { party, question } = event.facts;
    const awaited = (one: string) => one !== party && !before.verdicts[one]?.[question]?.signature;
    const words = `${sideOf(pack, party)} has signed; your side's answer is awaited`;
    const deputies = before.deputies.filter((one) => one.ended === null && awaited(one.party));
    const to = [...membersOf(pack, people, awaited), ...deputies.map(({ person }) => person)];
    return calling(to, words, pack, question);
  }
  if (event.type === "VerdictsVoided") {
    const { voided, question } = event.facts;
    const to = voided.flatMap((party) => before.verdicts[party]?.[question]?.by ?? []);
    const words = "Your signature counts no more, because what it covers has changed";
    return calling(to, words, pack, question);
  }
  if (event.type !== "CheckpointSealed") return null;
  const { question, outcome } = event.facts;
  const of = pack.questions.find(({ id }) => id === question);
  const words = (outcome === "go" ? of?.go : of?.noGo) ?? outcome;
  const to = membersOf(pack, people, () => true);
  const title = `Sealed: ${words}. ${titleOf(pack, question)}`;
  return { to, kind: "decision", title, question, asksOf: false };
}

function asked(
  event: NewCheckpointEvent<"AskedBack" | "AnsweredBack">,
  before: CheckpointState,
  pack: CheckpointPack,
  people: Person[],
): SideNews | null {
  if (event.type === "AskedBack") {
    const { party, to, question } = event.facts;
    const words = `${sideOf(pack, party)} asks your side something before it signs`;
    const persons = leadsOf(to, pack, people).map(({ id }) => id);
    return calling(persons, words, pack, question);
  }
  const answered = before.asked.find(({ seq }) => seq === event.facts.asked);
  if (answered === undefined) return null;
  const words = `${sideOf(pack, answered.to)} has answered what you asked`;
  return calling([answered.by], words, pack, answered.question);
}

const calling = (to: string[], words: string, pack: CheckpointPack, question: string): SideNews => ({
  to,
  kind: "reminder",
  title: `${words}: ${titleOf(pack, question)}`,
  question,
  asksOf: true,
});

/** Whether what an entry asks for is still to be done: it may have been while the mail waited. */
export function isStillAsked(
  { type, facts }: Said,
  seq: number,
  state: CheckpointState,
  pack: CheckpointPack,
): boolean {
  if (state.closed !== null) return false;
  if (type === "AnsweredBack") return true;
  if (type === "DeputyNamed") return state.deputies.some((one) => one.seq === seq && one.ended === null);
  if (type === "AskedBack") return unanswered(state, pack).some((one) => one.seq === seq);
  return "question" in facts && sealingOf(state, facts.question) === undefined;
}

export const membersOf = (
  pack: CheckpointPack,
  people: readonly Person[],
  which: (party: string) => boolean,
): string[] =>
  people.flatMap(({ id, party }) =>
    party !== null && pack.parties[party] !== undefined && which(party) ? [id] : [],
  );

const sideOf = (pack: CheckpointPack, party: string): string => pack.parties[party]?.title ?? party;

export const titleOf = (pack: CheckpointPack, question: string): string =>
  pack.questions.find(({ id }) => id === question)?.title ?? question;
