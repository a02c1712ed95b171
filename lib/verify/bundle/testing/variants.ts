import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { digestOf, sha256 } from "#lib/platform/crypto.ts";
import type { Part, Source } from "../assemble.ts";
import type { Check } from "../findings.ts";
import { type Loosened, rewritten, sealedBy, withParts } from "./forge.ts";

/** A number below `most`, the same at each run of the same seed. */
export type Dice = (most: number) => number;

/** A thing that somebody with all rights to the database and the console's own key might do, and what finds it. */
export type Variant = {
  name: string;
  finds: Check | null;
  make: (source: Source, key: KeyObject, dice: Dice) => Uint8Array;
};

type Facts = Record<string, unknown>;
const typed = (entries: Loosened[], type: string) => entries.filter(({ header }) => header.type === type);
const object = (value: unknown) => value as Facts;

/** Rewrites the facts of one entry of a type; `nth` counts from the end where it is negative. */
const facts =
  (type: string, nth: number, change: (facts: Facts) => Facts): Variant["make"] =>
  (source, key) =>
    sealedBy(
      rewritten(source, (entries) => {
        const entry = typed(entries, type).at(nth);
        if (entry !== undefined) entry.facts = { ...entry.facts, ...change(entry.facts) };
        return entries;
      }),
      key,
    );

const entries =
  (change: (entries: Loosened[]) => Loosened[]): Variant["make"] =>
  (source, key) =>
    sealedBy(rewritten(source, change), key);

const proof = (change: Facts): Variant["make"] =>
  facts("VerdictSigned", -1, (given) => ({ proof: { ...object(given.proof), ...change } }));

const bytesIn = (value: unknown) => Buffer.from(String(value), "base64url");
/** Alters bytes of the authenticator's own part, which only a new signature could cover. */
const authenticator = (at: number, flip: number): Variant["make"] =>
  facts("VerdictSigned", -1, (given) => {
    const held = object(given.proof);
    const data = bytesIn(held.authenticatorData);
    data[at] = (data[at] ?? 0) ^ flip;
    return { proof: { ...held, authenticatorData: data.toString("base64url") } };
  });

const without = (type: string, nth: number) => (list: Loosened[]) => {
  const gone = typed(list, type).at(nth);
  return list.filter((entry) => entry !== gone);
};

/** The sealed record says another thing, and its digest is its own. */
const record = (nth: number, change: (record: Facts) => Facts): Variant["make"] =>
  facts("DecisionSealed", nth, (given) => {
    const written = JSON.parse(String(given.record)) as Facts;
    const other = { ...written, ...change(written) };
    return { record: canonicalJson(other), recordDigest: digestOf(other) };
  });

const statement = (change: (statement: Facts) => Facts): Variant["make"] =>
  facts("VerdictSigned", -1, (given) => {
    const written = JSON.parse(String(given.statement)) as Facts;
    const text = canonicalJson({ ...written, ...change(written) });
    return { statement: text, statementDigest: sha256(text) };
  });

const parts =
  (change: (parts: Part[]) => Part[]): Variant["make"] =>
  (source, key) =>
    withParts(source, key, change);

const altered = (kind: string) =>
  parts((list) => {
    const at = list.findIndex((part) => part.kind === kind);
    return list.map((part, index) => (index === at ? { ...part, bytes: flipped(part.bytes) } : part));
  });

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}

/** The keys of two people change places in the log. */
const swapKeys = entries((list) => {
  const [one, other] = typed(list, "SignerEnrolled");
  if (one === undefined || other === undefined) return list;
  const { publicKeyCose, algorithm } = one.facts;
  Object.assign(one.facts, {
    publicKeyCose: other.facts.publicKeyCose,
    algorithm: other.facts.algorithm,
  });
  Object.assign(other.facts, { publicKeyCose, algorithm });
  return list;
});

/** The record of the first sealing counts the verdict that a new packet had voided. */
const countVoided = entries((list) => {
  const [voided] = typed(list, "VerdictSigned");
  const sealed = typed(list, "DecisionSealed")[0];
  if (voided === undefined || sealed === undefined) return list;
  const written = JSON.parse(String(sealed.facts.record)) as Facts & { verdicts: Facts[] };
  const { party, person, answer, statementDigest, statement: text, proof: given } = voided.facts;
  const counted = { party, person, answer, statementDigest, statement: text, proof: given };
  const other = { ...written, verdicts: [counted, written.verdicts[1]] };
  Object.assign(sealed.facts, { record: canonicalJson(other), recordDigest: digestOf(other) });
  return list;
});

const late = (list: Loosened[]) => {
  const enrolled = typed(list, "SignerEnrolled").at(-1);
  const rest = list.filter((entry) => entry !== enrolled);
  return enrolled === undefined ? list : [...rest, enrolled];
};

const stranger = "00000000-0000-4000-8000-000000000001";
const attested = { method: "server-attested", checked: ["password", "one-time-code"] };
const page = { kind: "reading", path: "more.txt", bytes: new TextEncoder().encode("more") };

export const variants: Variant[] = [
  { name: "nothing", finds: null, make: (source, key) => sealedBy(source, key) },
  {
    name: "a file of a kind yet unknown",
    finds: null,
    make: parts((list) => [...list, { ...page, kind: "anchor" }]),
  },
  {
    name: "another answer",
    finds: "statement",
    make: facts("VerdictSigned", -1, () => ({ answer: "no-go" })),
  },
  {
    name: "another answer in the statement too",
    finds: "assertion",
    make: statement(() => ({ answer: "no-go" })),
  },
  {
    name: "another person",
    finds: "statement",
    make: facts("VerdictSigned", -1, () => ({ person: stranger })),
  },
  { name: "another party", finds: "quorum", make: facts("VerdictSigned", -1, () => ({ party: "producer" })) },
  {
    name: "a head that came later",
    finds: "statement",
    make: statement(() => ({ logHead: { seq: 9_999, hash: "0".repeat(64) } })),
  },
  {
    name: "another nonce",
    finds: "assertion",
    make: statement(() => ({ nonce: "another nonce of its own" })),
  },
  {
    name: "a packet with other criteria",
    finds: "statement",
    make: statement((given) => ({ packet: { ...object(given.packet), criteria: [] } })),
  },
  { name: "no check of who the person is", finds: "assertion", make: authenticator(32, 4) },
  { name: "no person there", finds: "assertion", make: authenticator(32, 1) },
  { name: "another relying party's hash", finds: "assertion", make: authenticator(0, 1) },
  { name: "another counter in the data", finds: "assertion", make: authenticator(36, 1) },
  { name: "another counter", finds: "assertion", make: proof({ counter: 77 }) },
  { name: "another relying party", finds: "assertion", make: proof({ rpId: "example.com" }) },
  { name: "another address", finds: "assertion", make: proof({ origin: "https://example.com" }) },
  { name: "another signature", finds: "assertion", make: proof({ signature: "AAAA" }) },
  { name: "another algorithm", finds: "enrolment", make: proof({ algorithm: -257 }) },
  { name: "another credential", finds: "enrolment", make: proof({ credentialId: "AAAA" }) },
  { name: "no entry that enrolled the key", finds: "enrolment", make: proof({ enrolledBy: null }) },
  {
    name: "a passkey's proof made an attested one",
    finds: "decision",
    make: facts("VerdictSigned", -1, () => ({ proof: attested })),
  },
  { name: "the keys of two people changed", finds: "enrolment", make: swapKeys },
  {
    name: "a key enrolled for another",
    finds: "enrolment",
    make: facts("SignerEnrolled", -1, () => ({ person: stranger })),
  },
  { name: "a key enrolled after its use", finds: "enrolment", make: entries(late) },
  { name: "a key never enrolled", finds: "enrolment", make: entries(without("SignerEnrolled", -1)) },
  { name: "a verdict that is gone", finds: "quorum", make: entries(without("VerdictSigned", -1)) },
  { name: "a revision that is gone", finds: "statement", make: entries(without("DecisionRevised", 0)) },
  { name: "a voided verdict counted", finds: "quorum", make: countVoided },
  {
    name: "a NO-GO made a GO",
    finds: "decision",
    make: facts("DecisionSealed", 0, () => ({ outcome: "go-rehearsal", go: true })),
  },
  {
    name: "a GO made a NO-GO",
    finds: "decision",
    make: facts("DecisionSealed", -1, () => ({ outcome: "no-go", go: false })),
  },
  { name: "another record", finds: "decision", make: record(-1, () => ({ outcome: "no-go" })) },
  {
    name: "a record's digest",
    finds: "decision",
    make: facts("DecisionSealed", -1, () => ({ recordDigest: "0".repeat(64) })),
  },
  { name: "a decision never proposed", finds: "decision", make: entries(without("DecisionProposed", -1)) },
  {
    name: "another gate",
    finds: "decision",
    make: facts("DecisionSealed", -1, () => ({ gate: "constructor" })),
  },
  {
    name: "a packet that its digest does not fit",
    finds: "decision",
    make: facts("DecisionProposed", -1, () => ({ packetDigest: "0".repeat(64) })),
  },
  {
    name: "facts that are no facts",
    finds: "log",
    make: facts("VerdictSigned", -1, () => ({ signedAt: 5 })),
  },
  {
    name: "another protocol pinned",
    finds: "protocol",
    make: facts("IncidentDeclared", 0, () => ({ packHash: "0".repeat(64) })),
  },
  {
    name: "a text taken away",
    finds: "chain",
    make: entries((list) =>
      list.map((entry) =>
        entry.header.type === "DecisionProposed" ? { ...entry, text: null, textSalt: null } : entry,
      ),
    ),
  },
  {
    name: "the tail cut",
    finds: "chain",
    make: (source, key, dice) =>
      sealedBy({ ...source, entries: source.entries.slice(0, -1 - dice(20)) }, key),
  },
  {
    name: "an entry taken out",
    finds: "chain",
    make: (source, key, dice) =>
      sealedBy({ ...source, entries: source.entries.toSpliced(1 + dice(40), 1) }, key),
  },
  {
    name: "another head",
    finds: "chain",
    make: (source, key) => sealedBy({ ...source, head: { ...source.head, hash: "0".repeat(64) } }, key),
  },
  {
    name: "another incident's name",
    finds: "chain",
    make: (source, key) => sealedBy({ ...source, stream: "INC-2026-9999" }, key),
  },
  { name: "another protocol", finds: "protocol", make: altered("protocol") },
  { name: "another passkey beside the log", finds: "key", make: altered("passkey") },
  {
    name: "a passkey left out",
    finds: "key",
    make: parts((list) => list.filter(({ kind }) => kind !== "passkey")),
  },
  { name: "another console's key beside the log", finds: "key", make: altered("console-key") },
  { name: "an altered record", finds: "record", make: altered("record") },
  { name: "no record", finds: "record", make: parts((list) => list.filter(({ kind }) => kind !== "record")) },
  {
    name: "a record of nothing",
    finds: "record",
    make: parts((list) => [...list, { ...page, kind: "record" }]),
  },
  {
    name: "an altered log",
    finds: "chain",
    make: (source, key, dice) =>
      sealedBy(
        {
          ...source,
          entries: source.entries.map((entry, index) =>
            index === dice(60) ? { ...entry, facts: `${entry.facts} ` } : entry,
          ),
        },
        key,
      ),
  },
  { name: "a line that is no entry", finds: "log", make: altered("log") },
  { name: "two logs", finds: "files", make: parts((list) => [...list, { ...page, kind: "log" }]) },
  {
    name: "another key",
    finds: "trust",
    make: (source) => sealedBy(source, generateKeyPairSync("ed25519").privateKey),
  },
];
