import { stoppedWords } from "#lib/domain/freeze/scope.ts";
import type { EventType } from "#lib/domain/incident/events/index.ts";
import { listed } from "./lexicon.ts";
import { noteOf, ruleOf, type Sayings } from "./shape.ts";

export const declarationSayings: Sayings<
  Extract<
    EventType,
    | "IncidentDeclared"
    | "RoleAssigned"
    | "NoteAdded"
    | "EntryCorrected"
    | "TextRedacted"
    | "PhaseEntered"
    | "FreezeSet"
    | "FreezeLifted"
    | "IncidentClosed"
  >
> = {
  IncidentDeclared: ({ facts }, text, names) => {
    const trigger = names.pack.triggers[facts.trigger];
    const required = trigger === undefined ? "" : `Required: ${trigger.requires.summary}`;
    const pace =
      facts.clockFactor === 1 ? "" : `Its clocks run ${facts.clockFactor} times faster: a demonstration.`;
    return {
      kind: "declared",
      what: `declared ${facts.severity}: ${trigger?.title ?? facts.trigger}`,
      isKey: true,
      ...noteOf([text?.seen ?? "", required, pace].filter((part) => part.trim() !== "").join("\n")),
      ...ruleOf(trigger?.rule),
    };
  },
  RoleAssigned: ({ facts, actor }, _, names) => {
    const role = names.role(facts.role);
    const key = facts.takesCommand ? { isKey: true } : {};
    if (actor.id === facts.person)
      return { kind: "people", what: facts.takesCommand ? "took command" : `took the role: ${role}`, ...key };
    const who = names.person(facts.person);
    return {
      kind: "people",
      what: facts.takesCommand ? `handed command to ${who}` : `named ${who}: ${role}`,
      ...key,
    };
  },
  NoteAdded: ({ facts }, text) => {
    const words = { note: "noted", observation: "saw", decision: "decided" } as const;
    return {
      kind: facts.kind === "decision" ? "decision" : "note",
      what: `${words[facts.kind]}: ${text?.body ?? "(words not shown)"}`,
    };
  },
  EntryCorrected: ({ facts }, text) => ({
    kind: "correction",
    what: `corrected entry ${facts.corrects}: ${text?.body ?? "(words not shown)"}`,
  }),
  TextRedacted: ({ facts }, text) => ({
    kind: "redaction",
    what: `redacted the words of entry ${facts.redacts}`,
    ...noteOf(text?.reason),
  }),
  PhaseEntered: ({ facts }, _, names) => ({
    kind: "phase",
    what: `phase: ${names.pack.phases.find((phase) => phase.id === facts.phase)?.title ?? facts.phase}`,
  }),
  FreezeSet: ({ facts }, _, names) => ({
    kind: "freeze",
    what: `freeze: ${names.pack.freezes[facts.freeze]?.title ?? facts.freeze}`,
    isKey: true,
    note: `${listed(facts.services.map(names.service))}: ${stoppedWords(facts.actions)}`,
    ...ruleOf(facts.rule),
  }),
  FreezeLifted: ({ facts }, _, names) => ({
    kind: "freeze",
    what: `freeze lifted: ${names.pack.freezes[facts.freeze]?.title ?? facts.freeze}`,
  }),
  IncidentClosed: ({ facts }, text) => ({
    kind: "closed",
    what:
      facts.duplicateOf === undefined
        ? "closed the incident"
        : `closed the incident: ${facts.duplicateOf} goes on with it`,
    isKey: true,
    ...noteOf(text?.summary),
  }),
};
