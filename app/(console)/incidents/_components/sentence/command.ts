import { utcDate, utcMinute } from "#components/ui/time-text.ts";
import type { Relation, ReleaseCause } from "#lib/domain/incident/events/command.ts";
import type { EventType, FactsOf } from "#lib/domain/incident/events/index.ts";
import type { Lexicon } from "./lexicon.ts";
import { noteOf, ruleOf, type Sayings } from "./shape.ts";

const causes: Record<ReleaseCause, string> = {
  "severity-changed": "At the new severity the protocol does not ask for it.",
  "cadence-over": "What it was to be repeated for is over.",
  cancelled: "The incident was cancelled as a false alarm.",
  closed: "The incident is closed.",
};

export const relationWords: Record<Relation, string> = {
  related: "is related to",
  "duplicate-of": "is a duplicate of",
  "has-duplicate": "has a duplicate:",
  "caused-by": "was caused by",
  "cause-of": "is the cause of",
};

const addressee = ({ to }: FactsOf<"QuestionAsked">, names: Lexicon) =>
  "role" in to ? names.role(to.role) : names.person(to.person);

const ofIncident: Sayings<
  Extract<
    EventType,
    | "SeverityChanged"
    | "ClockReleased"
    | "IncidentCancelled"
    | "IncidentReopened"
    | "IncidentsLinked"
    | "BridgeLinked"
  >
> = {
  SeverityChanged: ({ facts }, text, { pack }) => {
    const at = (id: string) => pack.severities.findIndex((one) => one.id === id);
    return {
      kind: "severity",
      what: `${at(facts.to) < at(facts.from) ? "raised" : "lowered"} the severity from ${facts.from} to ${facts.to}`,
      isKey: true,
      ...noteOf(text?.reason),
      ...ruleOf(pack.severities.find(({ id }) => id === facts.to)?.rule),
    };
  },
  ClockReleased: ({ facts }, _, names) => ({
    kind: "clock",
    what: `clock no longer owed: ${names.clock(facts.clock)}${facts.occurrence > 1 ? ` (no. ${facts.occurrence})` : ""}`,
    note: causes[facts.cause],
    ...ruleOf(names.pack.clocks[facts.clock]?.rule),
  }),
  IncidentCancelled: (_, text) => ({
    kind: "closed",
    what: "cancelled the incident: a false alarm",
    isKey: true,
    ...noteOf(text?.reason),
  }),
  IncidentReopened: (_, text) => ({
    kind: "declared",
    what: "reopened the incident",
    isKey: true,
    ...noteOf(text?.reason),
  }),
  IncidentsLinked: ({ facts }, text) => ({
    kind: "note",
    what: `linked: this incident ${relationWords[facts.relation]} ${facts.other}`,
    isKey: facts.relation !== "related",
    ...noteOf(text?.reason),
  }),
  BridgeLinked: (_, text) => ({ kind: "people", what: "linked the bridge", ...noteOf(text?.url) }),
};

const ofPeople: Sayings<
  Extract<
    EventType,
    "RoleHandedOver" | "TaskAdded" | "TaskReassigned" | "TaskDone" | "QuestionAsked" | "QuestionAnswered"
  >
> = {
  RoleHandedOver: ({ facts, actor }, text, names) => {
    const what = facts.command ? "command" : `the role ${names.role(facts.role)}`;
    const whose = actor.id === facts.from ? "" : ` from ${names.person(facts.from)}`;
    return {
      kind: "people",
      what: `handed ${what} over${whose} to ${names.person(facts.to)}`,
      isKey: facts.command,
      ...noteOf(text?.state),
      ...ruleOf(names.pack.roles[facts.role]?.rule),
    };
  },
  TaskAdded: ({ facts, recordedAt }, text, names) => {
    const { dueAt } = facts;
    const day = dueAt === null || utcDate(dueAt) === utcDate(recordedAt) ? "" : `${utcDate(dueAt)}, `;
    return {
      kind: "note",
      what: `gave ${names.person(facts.owner)} a task: ${text?.title ?? "(words not shown)"}`,
      ...(dueAt === null ? {} : { note: `Due ${day}${utcMinute(dueAt)} UTC.` }),
    };
  },
  TaskReassigned: ({ facts }, text, names) => ({
    kind: "note",
    what: `gave the task to ${names.person(facts.owner)} instead`,
    ...noteOf(text?.reason),
  }),
  TaskDone: (_, text) => ({ kind: "note", what: `did a task: ${text?.outcome ?? "(words not shown)"}` }),
  QuestionAsked: ({ facts }, text, names) => ({
    kind: "approval",
    what: `asked ${addressee(facts, names)} before answering: ${text?.question ?? "(words not shown)"}`,
  }),
  QuestionAnswered: (_, text) => ({
    kind: "approval",
    what: `answered the question: ${text?.answer ?? "(words not shown)"}`,
  }),
};

/** Severity, false alarm, reopening, links, handovers, tasks and questions. */
export const commandSayings = { ...ofIncident, ...ofPeople };
