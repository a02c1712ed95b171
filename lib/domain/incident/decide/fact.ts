import { asOpenParticipant } from "../../authority/who.ts";
import { utc } from "../../notice/values.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import type { AskedFact } from "../../protocol/parts/situation.ts";
import { accept, type Outcome, refuse } from "../../refusal.ts";
import type { Circumstances, Decided } from "../circumstances.ts";
import { type FactValue, Instant } from "../events/shapes.ts";
import type { IncidentState } from "../state.ts";

/** Records what the triage found out; found out again, the newer stands (WP-2). Words go where they can be redacted. */
export function decideFact(
  state: IncidentState,
  pack: ProtocolPack,
  input: { fact: string; value: FactValue },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const asked = own(pack.facts, input.fact);
  if (asked === undefined) return refuse("invalid", null, `${pack.title} asks for no fact "${input.fact}".`);
  if (asked.asked === "declaration")
    return refuse(
      "rule",
      asked.rule ?? null,
      `"${asked.title}" was said at the declaration; correct that entry instead.`,
    );
  if (person.value.roles.length === 0 && state.commander !== person.value.id)
    return refuse("unauthorised", asked.rule ?? null, "Facts are recorded by those who hold a role here.");
  const value = shaped(asked, input.value, circumstances.now);
  if (!value.ok) return value;
  const isWords = asked.kind === "text";
  return accept([
    {
      type: "FactRecorded",
      facts: { fact: input.fact, value: isWords ? null : value.value },
      text: { words: isWords ? String(value.value) : "" },
    },
  ]);
}

const yesNo = ["yes", "no"];

/** A value in the shape that its kind asks for, or what was expected instead. */
function shaped(asked: AskedFact, value: FactValue, now: string): Outcome<FactValue> {
  const expected = (what: string) =>
    refuse("invalid", asked.rule ?? null, `"${asked.title}" is ${what}; "${spell(value)}" is not.`);
  if (asked.kind === "pin") {
    return typeof value === "string" ? expected("a tag and a commit") : accept(value);
  }
  if (typeof value !== "string") return expected("one value");
  const said = value.trim();
  if (said === "") return refuse("invalid", asked.rule ?? null, `"${asked.title}" is missing.`);
  switch (asked.kind) {
    case "choice":
      return (asked.options ?? []).includes(said)
        ? accept(said)
        : expected(`one of ${(asked.options ?? []).join(", ")}`);
    case "yes-no":
      return yesNo.includes(said) ? accept(said) : expected("yes or no");
    case "number":
      return Number.isFinite(Number(said)) ? accept(said) : expected("a number");
    case "instant":
      if (!Instant.safeParse(said).success) return expected("a time in UTC such as 2026-11-21T02:41:00.000Z");
      return inTime(asked, said, now);
    case "list":
      return accept(
        said
          .split(/[,\n]/)
          .map((one) => one.trim())
          .filter((one) => one !== "")
          .join(", "),
      );
    case "text":
      return accept(said);
  }
}

function inTime(asked: AskedFact, said: string, now: string): Outcome<FactValue> {
  const late = whyTooLate(asked, said, now);
  return late === null ? accept(said) : refuse("invalid", asked.rule ?? null, late);
}

/** Why a moment that is past cannot be this one; null where it can (WP-2). */
export const whyTooLate = ({ past, title }: AskedFact, value: FactValue, now: string): string | null =>
  past === true && typeof value === "string" && Date.parse(value) > Date.parse(now)
    ? `"${title}" is past: ${utc(value)} lies after now, ${utc(now)}.`
    : null;

const spell = (value: FactValue): string => (typeof value === "string" ? value : `${value.tag} ${value.sha}`);
