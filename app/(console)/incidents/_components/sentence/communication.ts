import { durationText } from "#components/ui/time-text.ts";
import type { EventType } from "#lib/domain/incident/events/index.ts";
import { type Lexicon, listed, many } from "./lexicon.ts";
import { at, noteOf, ruleOf, type Sayings } from "./shape.ts";

type Address = { clock: string; occurrence: number };

const titleOf = ({ clock, occurrence }: Address, names: Lexicon) =>
  `${names.clock(clock)}${occurrence > 1 ? ` (no. ${occurrence})` : ""}`;

/** The time of day, with its date where that is another one than the entry's own. */
const clockSayings: Sayings<
  Extract<
    EventType,
    "ClockStarted" | "ClockAtRisk" | "ClockMet" | "ClockBreached" | "Escalated" | "EscalationTold"
  >
> = {
  ClockStarted: ({ facts, recordedAt }, _, names) => ({
    kind: "clock",
    what: `clock started: ${titleOf(facts, names)}, due ${at(facts.dueAt, recordedAt)}`,
    ...ruleOf(facts.rule),
  }),
  ClockAtRisk: ({ facts }, _, names) => ({ kind: "clock", what: `clock at risk: ${titleOf(facts, names)}` }),
  ClockMet: ({ facts }, _, names) => ({
    kind: "clock",
    what: `clock met: ${titleOf(facts, names)}, by entry ${facts.bySeq}`,
  }),
  ClockBreached: ({ facts, recordedAt }, _, names) => {
    const late = (Date.parse(recordedAt) - Date.parse(facts.dueAt)) / 1000;
    return {
      kind: "breach",
      what: `clock breached: ${titleOf(facts, names)}, was due ${at(facts.dueAt, recordedAt)}`,
      isKey: true,
      note: facts.atDeclaration
        ? `It was past due by ${durationText(late)} when the incident was declared. It is owed all the same.`
        : "It is owed all the same.",
    };
  },
  EscalationTold: ({ facts }, text, names) => ({
    kind: facts.outcome === "accepted" ? "notice" : "breach",
    what:
      facts.outcome === "accepted"
        ? `told ${names.person(facts.person)} of the escalation: ${titleOf(facts, names)}`
        : `could not reach ${names.person(facts.person)} for the escalation: ${titleOf(facts, names)}`,
    ...noteOf(text?.receipt),
  }),
  Escalated: ({ facts }, _, names) => ({
    kind: "breach",
    what: `escalated to ${names.role(facts.toRole)}: ${titleOf(facts, names)}`,
    note:
      facts.persons.length === 0
        ? "Nobody in this room holds that role."
        : `That is ${listed(facts.persons.map(names.person))}.`,
  }),
};

const noticeSayings: Sayings<
  Extract<
    EventType,
    "NoticeSent" | "DeliveryAccepted" | "DeliveryFailed" | "DeliveryRetried" | "StatusPublished"
  >
> = {
  NoticeSent: ({ facts, recordedAt }, text, names) => {
    const promise =
      facts.nextUpdateAt === null ? "" : `\nNext update promised for ${at(facts.nextUpdateAt, recordedAt)}.`;
    const reach = `To ${listed(facts.audiences.map(names.audience))}: ${many(facts.deliveries.length, "recipient")}.`;
    const quiet =
      facts.quiet === undefined
        ? ""
        : ` In the inbox alone, for their quiet hours: ${listed(facts.quiet.map(names.person))}.`;
    return {
      kind: "notice",
      what: `sent the notice "${names.pack.notices[facts.template]?.title ?? facts.template}"`,
      note: `${text === null ? "" : `${text.subject}\n`}${reach}${quiet}${promise}`,
      ...ruleOf(names.pack.notices[facts.template]?.rule),
    };
  },
  DeliveryAccepted: (_, text) => ({
    kind: "notice",
    what: `delivery accepted${text === null ? "" : `: ${text.receipt}`}`,
  }),
  DeliveryFailed: ({ facts, recordedAt }, text) => ({
    kind: "notice",
    what: facts.permanent
      ? `delivery failed for good after ${many(facts.attempt, "attempt")}`
      : `delivery failed, attempt ${facts.attempt}; it is tried again${facts.againAt === undefined ? "" : ` at ${at(facts.againAt, recordedAt)}`}`,
    ...noteOf(text?.reason),
  }),
  DeliveryRetried: () => ({ kind: "notice", what: "had a failed delivery tried again" }),
  StatusPublished: ({ facts }, text, names) => ({
    kind: "publication",
    what: `published the status "${facts.state}"${text === null ? "" : `: ${text.title}`}`,
    ...noteOf(
      [
        text?.body ?? "",
        facts.services.map(({ id, health }) => `${names.service(id)}: ${health}`).join(", "),
      ].join("\n"),
    ),
  }),
};

export const communicationSayings = { ...clockSayings, ...noticeSayings };
