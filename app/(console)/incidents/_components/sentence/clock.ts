import { durationText } from "#components/ui/time-text.ts";
import type { MoveCause, WithheldBecause } from "#lib/domain/incident/events/clock.ts";
import type { EventType } from "#lib/domain/incident/events/index.ts";
import { type Lexicon, listed } from "./lexicon.ts";
import { apart, at, noteOf, ruleOf, type Sayings } from "./shape.ts";

type Address = { clock: string; occurrence: number };

export const titleOf = ({ clock, occurrence }: Address, names: Lexicon) =>
  `${names.clock(clock)}${occurrence > 1 ? ` (no. ${occurrence})` : ""}`;

const ofDeadlines: Sayings<
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

const moved: Record<MoveCause, string> = {
  paused: "It stood still for that long.",
  "severity-changed": "At the new severity the protocol names another deadline.",
};

export const withheldWords: Record<WithheldBecause, string> = {
  "word-sent": "a word to all of them has been sent already",
  "fields-missing": "it could not be composed",
  "nobody-to-reach": "there is nobody whom it would reach",
};

/** "10 minutes", "1 minute". */
const inMinutes = (minutes: number) => `${minutes} minute${minutes === 1 ? "" : "s"}`;

const ofEnforcement: Sayings<
  Extract<
    EventType,
    | "ClockReminded"
    | "ReminderTold"
    | "ClockPaused"
    | "ClockResumed"
    | "ClockMoved"
    | "HoldingWithheld"
    | "BreachExplained"
  >
> = {
  ClockReminded: ({ facts, recordedAt }, _, names) => ({
    kind: "clock",
    what: `reminder, ${inMinutes(facts.minutesBefore)} before: ${titleOf(facts, names)}, due ${at(facts.dueAt, recordedAt)}`,
    note:
      facts.persons.length === 0
        ? "Nobody in this room owes it by role or party."
        : `To ${listed(facts.persons.map(names.person))}.`,
  }),
  ReminderTold: ({ facts }, text, names) => ({
    kind: facts.outcome === "accepted" ? "notice" : "breach",
    what: `${facts.outcome === "accepted" ? "reminded" : "could not remind"} ${names.person(facts.person)}: ${titleOf(facts, names)}`,
    ...noteOf(text?.receipt),
  }),
  ClockPaused: ({ facts }, text, names) => ({
    kind: "clock",
    what: `paused the clock: ${titleOf(facts, names)}`,
    isKey: true,
    ...noteOf(text?.reason),
    ...ruleOf(names.pack.clocks[facts.clock]?.mayPause?.rule ?? names.pack.clocks[facts.clock]?.rule),
  }),
  ClockResumed: ({ facts }, text, names) => ({
    kind: "clock",
    what: `resumed the clock: ${titleOf(facts, names)}`,
    ...noteOf(text?.reason),
  }),
  ClockMoved: ({ facts, recordedAt }, _, names) => ({
    kind: "clock",
    what: `deadline moved: ${titleOf(facts, names)}, from ${apart(facts.from, facts.to, recordedAt)} to ${apart(facts.to, facts.from, recordedAt)}`,
    note: moved[facts.because],
    ...ruleOf(names.pack.clocks[facts.clock]?.rule),
  }),
  HoldingWithheld: ({ facts }, text, names) => ({
    kind: "notice",
    what: `sent no holding notice: ${withheldWords[facts.because]} (${titleOf(facts, names)})`,
    ...noteOf(text?.detail),
  }),
  BreachExplained: ({ facts }, text, names) => ({
    kind: "breach",
    what: `explained the missed deadline: ${titleOf(facts, names)}`,
    isKey: true,
    ...noteOf(text?.words),
  }),
};

/** What clocks do, and what is done about them. */
export const clockSayings = { ...ofDeadlines, ...ofEnforcement };
