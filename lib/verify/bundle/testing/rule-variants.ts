import { canonicalJson } from "#lib/platform/canonical.ts";
import { digestOf, sha256 } from "#lib/platform/digest.ts";
import { type Loosened, rewritten } from "./forge.ts";
import { attested, entries, facts, object, packets, parts, typed, type Variant } from "./forgeries.ts";

type Facts = Record<string, unknown>;

/** The two verdicts of the last decision answer this, attested by the server, and the sealing is made of them. */
function answered(list: Loosened[], answer: string, outcome: Facts): Loosened[] {
  const signed = typed(list, "VerdictSigned").slice(-2);
  for (const { facts: given } of signed) {
    const statement = canonicalJson({ ...(JSON.parse(String(given.statement)) as Facts), answer });
    Object.assign(given, { answer, statement, statementDigest: sha256(statement), proof: attested });
  }
  const verdicts = signed.map(({ facts: given }) => {
    const { party, person, statementDigest, statement, proof } = given;
    return { party, person, answer, statementDigest, statement, proof };
  });
  for (const { facts: given } of typed(list, "DecisionSealed").slice(-1)) {
    const record = { ...(JSON.parse(String(given.record)) as Facts), ...outcome, verdicts };
    Object.assign(given, { ...outcome, record: canonicalJson(record), recordDigest: digestOf(record) });
  }
  return list;
}

/** Every answer of the protocol's gates is a GO, and the log pins that protocol. */
const everyAnswerGo: Variant["make"] = (source, key, dice) => {
  const text = canonicalJson(source.pack).replaceAll('"go":false', '"go":true');
  const other = rewritten({ ...source, pack: JSON.parse(text) }, (list) => {
    for (const { facts: given } of typed(list, "IncidentDeclared")) given.packHash = sha256(text);
    return list;
  });
  return packets((given) => ({ pack: { ...object(given.pack), hash: sha256(text) } }))(other, key, dice);
};

const packOf = (change: Facts): Variant["make"] =>
  packets((given) => ({ pack: { ...object(given.pack), ...change } }));

const twice = entries((list) => [...list, ...structuredClone(list.slice(0, 1))]);

const oneKey = entries((list) => {
  const [first, ...others] = typed(list, "SignerEnrolled");
  const { publicKeyCose, algorithm } = first?.facts ?? {};
  Object.assign(others.at(-1)?.facts ?? {}, { publicKeyCose, algorithm });
  return list;
});

/** What the rules of a decision forbid, with every signature and digest as its forger wants it. */
export const ruleVariants: Variant[] = [
  {
    name: "an answer that the gate does not have, sealed as a NO-GO",
    finds: "statement",
    says: "none that the gate has",
    make: entries((list) => answered(list, "xyz", { outcome: "xyz", go: false, cause: "same-answer" })),
  },
  {
    name: "an outcome that the gate does not have",
    finds: "decision",
    says: "no answer that these verdicts could make",
    make: entries((list) => answered(list, "xyz", { outcome: "xyz", go: false, cause: "same-answer" })),
  },
  {
    name: "unequal answers at a gate that knows no NO-GO",
    finds: "decision",
    says: "no answer that these verdicts could make",
    make: everyAnswerGo,
  },
  { name: "one public key for two people", finds: "enrolment", says: "enrolled before", make: oneKey },
  { name: "an incident declared twice", finds: "log", says: "declared once", make: twice },
  {
    name: "a protocol of another name",
    finds: "decision",
    says: "another protocol",
    make: packOf({ id: "x" }),
  },
  {
    name: "a protocol of another version",
    finds: "decision",
    says: "another protocol",
    make: packOf({ version: "9.9.9" }),
  },
  {
    name: "a gate that the protocol does not have",
    finds: "decision",
    says: "no such gate",
    make: facts("DecisionProposed", -1, () => ({ gate: "constructor" })),
  },
  {
    name: "a revision that does not say what it voids",
    finds: "decision",
    says: "not those that stood",
    make: facts("DecisionRevised", 0, () => ({ voided: [] })),
  },
  {
    name: "a revision that voids what did not stand",
    finds: "decision",
    says: "not those that stood",
    make: facts("DecisionRevised", 1, () => ({ voided: ["producer"] })),
  },
  {
    name: "a revision that names a party twice",
    finds: "decision",
    says: "not those that stood",
    make: facts("DecisionRevised", 0, () => ({ voided: ["producer", "producer"] })),
  },
  {
    name: "a revision with another residual risk",
    finds: "decision",
    says: "another residual risk",
    make: facts("DecisionRevised", -1, ({ packet }) => ({
      packet: { ...object(packet), residualRiskDigest: "0".repeat(64) },
    })),
  },
  {
    name: "passkeys that are listed as reading",
    finds: "key",
    make: parts((list) =>
      list.map((part) => (part.kind === "passkey" ? { ...part, kind: "reading" } : part)),
    ),
  },
];
