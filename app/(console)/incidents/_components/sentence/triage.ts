import type { EventType } from "#lib/domain/incident/events/index.ts";
import type { FactValue } from "#lib/domain/incident/events/shapes.ts";
import { noteOf, ruleOf, type Sayings } from "./shape.ts";

const spell = (value: FactValue): string =>
  typeof value === "string" ? value : [value.tag, value.sha].filter((part) => part !== "").join(" at ");

const outcomeOf = ({ passed, value }: { passed: boolean; value: number | null }): string =>
  value === null ? `, ${passed ? "green" : "red"}` : "";

/** What was found out while it burned. */
export const triageSayings: Sayings<
  Extract<
    EventType,
    "FactRecorded" | "PlayChosen" | "BaselineMeasured" | "CheckReported" | "KnownBlockerRecorded"
  >
> = {
  FactRecorded: ({ facts }, text, { pack }) => ({
    kind: "note",
    what: `found out: ${pack.facts[facts.fact]?.title ?? facts.fact}${facts.value === null ? "" : `: ${spell(facts.value)}`}`,
    ...ruleOf(pack.facts[facts.fact]?.rule),
    ...noteOf(text?.words),
  }),
  PlayChosen: ({ facts }, text, { pack }) => ({
    kind: "decision",
    what: `decided to contain it: ${pack.plays[facts.play]?.title ?? facts.play}`,
    isKey: true,
    ...ruleOf(pack.plays[facts.play]?.rule),
    ...noteOf(text?.reason),
  }),
  BaselineMeasured: ({ facts }, text, { pack }) => ({
    kind: "evidence",
    what: `recorded what was normal: ${pack.checks[facts.check]?.title ?? facts.check}, ${facts.value} ${pack.checks[facts.check]?.unit ?? ""} with ${facts.tolerancePercent} % tolerance`,
    ...ruleOf(pack.checks[facts.check]?.rule),
    ...noteOf(text?.source),
  }),
  CheckReported: ({ facts }, text, { pack }) => ({
    kind: "evidence",
    // A measure is green or red by its baseline, which an entry of its own holds and a later one may change.
    what: `${facts.source === "console" ? "had it run here" : "reported"}${outcomeOf(facts)}: ${pack.checks[facts.check]?.title ?? facts.check}${facts.value === null ? "" : `, ${facts.value} ${pack.checks[facts.check]?.unit ?? ""}`}`,
    isKey: true,
    digest: facts.sha256,
    ...ruleOf(pack.checks[facts.check]?.rule),
    ...(text === null ? {} : { output: { text: [text.command, text.output].filter(Boolean).join("\n") } }),
  }),
  KnownBlockerRecorded: ({ facts }, text, { pack }) => ({
    kind: "evidence",
    what: `recorded a known blocker of: ${pack.checks[facts.check]?.title ?? facts.check}`,
    isKey: true,
    ...ruleOf(pack.checks[facts.check]?.rule),
    ...noteOf([text?.blocker, text?.link].filter(Boolean).join("\n")),
  }),
};
