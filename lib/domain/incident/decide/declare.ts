import { isAtLeast } from "../../gate/holds.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, type Blocker, refuse } from "../../refusal.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import type { FactValue, Participant } from "../events/shapes.ts";
import { whyTooLate } from "./fact.ts";

export type Declaration = {
  reference: string;
  packHash: string;
  trigger: string;
  severity: string;
  identifiedAt: string;
  title: string;
  seen: string;
  /** Answers to the pack's questions, by their names; words and facts alike. */
  answers: Record<string, FactValue>;
  services: { id: string; environment: string }[];
  baseline: Record<string, string>;
  participants: Participant[];
  clockFactor: number;
};

const oldestDays = 90;

/** Declares an incident: never below the trigger's least severity, never from the future, every asked fact there (MKC-2, SM-1). */
export function decideDeclaration(
  pack: ProtocolPack,
  input: Declaration,
  { now, actor }: Circumstances,
): Decided {
  const trigger = own(pack.triggers, input.trigger);
  if (trigger === undefined)
    return refuse("invalid", null, `${pack.title} knows no trigger "${input.trigger}".`);
  if (!pack.severities.some((severity) => severity.id === input.severity)) {
    return refuse("invalid", null, `${pack.title} knows no severity "${input.severity}".`);
  }
  const rule = trigger.rule ?? null;
  if (!isAtLeast(pack, input.severity, trigger.minimumSeverity)) {
    return refuse(
      "rule",
      rule,
      `"${trigger.title}" is at least ${trigger.minimumSeverity}; ${input.severity} is too low.`,
    );
  }
  if (input.identifiedAt > now)
    return refuse("invalid", null, "The trigger cannot have been identified in the future.");
  if (Date.parse(now) - Date.parse(input.identifiedAt) > oldestDays * 86_400_000)
    return refuse(
      "invalid",
      null,
      `The trigger was identified more than ${oldestDays} days ago; check the year and the month.`,
    );
  const missing = Object.entries(pack.facts).filter(
    ([name, fact]) => fact.asked === "declaration" && isEmpty(input.answers[name]),
  );
  if (missing.length > 0) {
    const blockers = missing.map(([, fact]) => ({
      rule: fact.rule ?? null,
      message: `${fact.title} is missing.`,
    }));
    return refuse("rule", blockers[0]?.rule ?? null, "The declaration is not complete.", blockers);
  }
  const [late] = lateAnswers(pack, input.answers, now);
  if (late !== undefined) return refuse("invalid", late.rule, late.message);
  if (actor.kind !== "person") return refuse("unauthorised", null, "Only a person may declare an incident.");
  return accept([
    {
      type: "IncidentDeclared",
      facts: declaredFacts(pack, input, actor.id),
      text: declaredText(pack, input),
    },
  ]);
}

const lateAnswers = (pack: ProtocolPack, answers: Declaration["answers"], now: string): Blocker[] =>
  Object.entries(answers).flatMap(([name, value]) => {
    const fact = own(pack.facts, name);
    const message = fact === undefined ? null : whyTooLate(fact, value, now);
    return message === null ? [] : [{ rule: fact?.rule ?? null, message }];
  });

const isEmpty = (value: FactValue | undefined) =>
  value === undefined || (typeof value === "string" ? value.trim() === "" : value.tag.trim() === "");

const answersOf = (pack: ProtocolPack, input: Declaration, wanted: "text" | "fact") =>
  Object.entries(input.answers).filter(
    ([name, value]) =>
      !isEmpty(value) &&
      own(pack.facts, name)?.asked === "declaration" &&
      (own(pack.facts, name)?.kind === "text") === (wanted === "text"),
  );

function declaredFacts(pack: ProtocolPack, input: Declaration, declarer: string) {
  const lead = input.participants.find((one) => one.roles.includes(pack.commander));
  return {
    reference: input.reference,
    packId: pack.id,
    packVersion: pack.version,
    packHash: input.packHash,
    trigger: input.trigger,
    severity: input.severity,
    identifiedAt: input.identifiedAt,
    services: input.services,
    values: Object.fromEntries(answersOf(pack, input, "fact")),
    baseline: input.baseline,
    participants: input.participants,
    commander: lead?.person ?? declarer,
    clockFactor: input.clockFactor,
  };
}

const declaredText = (pack: ProtocolPack, input: Declaration) => ({
  title: input.title,
  seen: input.seen,
  values: Object.fromEntries(answersOf(pack, input, "text").map(([name, value]) => [name, String(value)])),
});
