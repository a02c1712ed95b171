import type { EventType, FactsOf } from "#lib/domain/incident/events/index.ts";
import { many } from "./lexicon.ts";
import { at, noteOf, ruleOf, type Sayings } from "./shape.ts";

const passings: Record<FactsOf<"CallPassed">["because"], string> = {
  "no-answer": "no answer within the time",
  "not-reached": "the person called was not reached",
  declined: "cannot come: the next person is called",
  "taken-up": "the call is stood down: somebody who is on call is at it",
};

const answers: Record<FactsOf<"CallAnswered">["by"], string> = {
  console: "answered the call: on it",
  link: "answered the call by its link: on it",
  act: "the call counts as answered: who was called is at work here",
};

/** People on call, called one after the other. */
export const callingSayings: Sayings<
  Extract<EventType, "PersonCalled" | "CallDelivered" | "CallAnswered" | "CallPassed" | "NobodyAnswered">
> = {
  PersonCalled: ({ facts, recordedAt }, _, names) => ({
    kind: "notice",
    what: `called ${names.person(facts.person)} as ${names.role(facts.role)}, to answer by ${at(facts.answerBy, recordedAt)}`,
    isKey: true,
    ...ruleOf(names.pack.paging?.rule),
  }),
  CallDelivered: ({ facts }, text) => ({
    kind: facts.outcome === "accepted" ? "notice" : "breach",
    what: facts.outcome === "accepted" ? "the call was delivered" : "the call reached no channel of theirs",
    ...noteOf(text?.receipt),
  }),
  CallAnswered: ({ facts }) => ({
    kind: "people",
    what: answers[facts.by],
    isKey: true,
  }),
  CallPassed: ({ facts }) => ({
    kind: facts.because === "taken-up" ? "notice" : "breach",
    what: passings[facts.because],
  }),
  NobodyAnswered: ({ facts }) => ({
    kind: "breach",
    what:
      facts.called === 0
        ? "nobody is on call for the roles that are called"
        : `nobody answered: ${many(facts.called, "person", "people")} called in vain`,
    isKey: true,
  }),
};
