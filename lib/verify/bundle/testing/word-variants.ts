import type { Loosened } from "./forge.ts";
import { entries, object, stranger, typed, type Variant } from "./forgeries.ts";

/** The last entry of a type, changed in place. */
const last = (type: string, change: (entry: Loosened) => void) =>
  entries((list) => {
    const entry = typed(list, type).at(-1);
    if (entry !== undefined) change(entry);
    return list;
  });

const besideVerdict = (name: string, text: string): Variant => ({
  name: `a verdict's words that are ${name}`,
  finds: "statement",
  says: "written with it",
  make: last("VerdictSigned", (entry) => {
    entry.raw = { text };
  }),
});

const besideProposal = (name: string, text: string): Variant => ({
  name: `a proposal's words that are ${name}`,
  finds: "decision",
  says: "residual risk that was written",
  make: last("DecisionProposed", (entry) => {
    entry.raw = { text };
  }),
});

const factsOf = (name: string, type: string, facts: (given: Record<string, unknown>) => string): Variant => ({
  name: `facts that hold ${name}`,
  finds: "log",
  make: last(type, (entry) => {
    entry.raw = { facts: facts(entry.facts) };
  }),
});
const withValue = (value: string) => (given: Record<string, unknown>) =>
  JSON.stringify({ ...given, values: null }).replace('"values":null', `"values":${value}`);

const deep = `${"[".repeat(100)}${"]".repeat(100)}`;
const lawfully = (nth: number) =>
  entries((list) => {
    const entry = typed(list, "VerdictSigned").at(nth);
    if (entry === undefined) return list;
    entry.header = { ...entry.header, textDigest: "a".repeat(64) };
    const by = { kind: "person", id: stranger };
    const header = { ...entry.header, type: "TextRedacted", actor: by, textDigest: null };
    const redaction = { header, facts: { redacts: list.indexOf(entry) + 1 }, text: null, textSalt: null };
    Object.assign(entry, { text: null, textSalt: null });
    return [...list, redaction];
  });

/** What people wrote, and the characters that facts are made of. */
export const wordVariants: Variant[] = [
  besideVerdict("no JSON", "We do nothing."),
  besideVerdict("of another name", '{"plan":"We do nothing."}'),
  besideVerdict("null", '{"remediationPlan":null}'),
  besideVerdict("a list", '{"remediationPlan":["Nothing."]}'),
  besideVerdict("more than was signed", '{"more":"Nothing.","remediationPlan":""}'),
  besideVerdict("half a character", '{"remediationPlan":"\\ud800"}'),
  besideProposal("others", '{"residualRisk":"All is lost."}'),
  besideProposal("no JSON", "All is lost."),
  besideProposal("half a character", '{"residualRisk":"\\ud800"}'),
  {
    name: "a verdict that never had words",
    finds: "statement",
    says: "written with it",
    make: last("VerdictSigned", (entry) => {
      entry.header = { ...entry.header, textDigest: null };
      Object.assign(entry, { text: null, textSalt: null });
    }),
  },
  { name: "a verdict whose words were redacted", finds: null, make: lawfully(-1) },
  factsOf("half a character", "VerdictSigned", (given) => JSON.stringify({ ...given, answer: "\ud800" })),
  factsOf("half a character in a packet", "DecisionRevised", (given) =>
    JSON.stringify({ ...given, packet: { ...object(given.packet), severity: "\udfff" } }),
  ),
  factsOf("a name that hides itself", "DecisionProposed", (given) =>
    JSON.stringify(given).replace('"baseline":{', '"baseline":{"__proto__":"x",'),
  ),
  factsOf("a hundred lists in one another", "IncidentDeclared", withValue(deep)),
  {
    name: "facts that hold a number larger than any",
    finds: null,
    make: entries((list) => {
      const header = { ...list.at(-1)?.header, type: "EvidenceHandedIn", textDigest: null };
      const handedIn = withValue(`[1e400,1${"0".repeat(5_000)},-0.5]`)({ sha256: "0".repeat(64), bytes: 1 });
      return [...list, { header, facts: {}, text: null, textSalt: null, raw: { facts: handedIn } }];
    }),
  },
];
