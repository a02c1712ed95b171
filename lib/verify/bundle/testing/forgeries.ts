import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { textIn } from "#lib/platform/bytes.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { digestOf, sha256 } from "#lib/platform/digest.ts";
import type { Part, Source } from "../assemble.ts";
import { openEnvelope } from "../envelope.ts";
import type { Check } from "../findings.ts";
import { places } from "../manifest.ts";
import { readZip } from "../read-zip.ts";
import { publicKeyOf, seal } from "../seal.ts";
import { writeZip } from "../write-zip.ts";
import { type Loosened, rewritten, sealedBy, withParts } from "./forge.ts";

/** A number below `most`, the same at each run of the same seed. */
export type Dice = (most: number) => number;

/** A thing that somebody with all rights to the database and the console's own key might do, and what finds it. */
export type Variant = {
  name: string;
  finds: Check | null;
  /** Words of the finding, where others of the same check could hide that this one was not made. */
  says?: string;
  make: (source: Source, key: KeyObject, dice: Dice) => Uint8Array;
};

type Facts = Record<string, unknown>;
export const typed = (entries: Loosened[], type: string) =>
  entries.filter(({ header }) => header.type === type);
export const object = (value: unknown) => value as Facts;

/** Rewrites the facts of one entry of a type; `nth` counts from the end where it is negative. */
export const facts =
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

export const entries =
  (change: (entries: Loosened[]) => Loosened[]): Variant["make"] =>
  (source, key) =>
    sealedBy(rewritten(source, change), key);

export const proof = (change: Facts): Variant["make"] =>
  facts("VerdictSigned", -1, (given) => ({ proof: { ...object(given.proof), ...change } }));

const bytesIn = (value: unknown) => Buffer.from(String(value), "base64url");
/** Alters bytes of the authenticator's own part, which only a new signature could cover. */
export const authenticator = (at: number, flip: number): Variant["make"] =>
  facts("VerdictSigned", -1, (given) => {
    const held = object(given.proof);
    const data = bytesIn(held.authenticatorData);
    data[at] = (data[at] ?? 0) ^ flip;
    return { proof: { ...held, authenticatorData: data.toString("base64url") } };
  });

export const without = (type: string, nth: number) => (list: Loosened[]) => {
  const gone = typed(list, type).at(nth);
  return list.filter((entry) => entry !== gone);
};

/** The sealed record says another thing, and its digest is its own. */
export const record = (nth: number, change: (record: Facts) => Facts): Variant["make"] =>
  facts("DecisionSealed", nth, (given) => {
    const written = JSON.parse(String(given.record)) as Facts;
    const other = { ...written, ...change(written) };
    return { record: canonicalJson(other), recordDigest: digestOf(other) };
  });

export const statement = (change: (statement: Facts) => Facts): Variant["make"] =>
  facts("VerdictSigned", -1, (given) => {
    const written = JSON.parse(String(given.statement)) as Facts;
    const text = canonicalJson({ ...written, ...change(written) });
    return { statement: text, statementDigest: sha256(text) };
  });

export const parts =
  (change: (parts: Part[]) => Part[]): Variant["make"] =>
  (source, key) =>
    withParts(source, key, change);

export const altered = (kind: string) =>
  parts((list) => {
    const at = list.findIndex((part) => part.kind === kind);
    return list.map((part, index) => (index === at ? { ...part, bytes: flipped(part.bytes) } : part));
  });

/** What a file of text begins with, changed: no line of the log begins so. */
export const firstByte = (kind: string) =>
  parts((list) =>
    list.map((part) =>
      part.kind === kind ? { ...part, bytes: Uint8Array.from([0x78, ...part.bytes.subarray(1)]) } : part,
    ),
  );

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
}

/** The keys of two people change places in the log. */
export const swapKeys = entries((list) => {
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
export const countVoided = entries((list) => {
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

export const late = (list: Loosened[]) => {
  const enrolled = typed(list, "SignerEnrolled").at(-1);
  const rest = list.filter((entry) => entry !== enrolled);
  return enrolled === undefined ? list : [...rest, enrolled];
};

export const stranger = "00000000-0000-4000-8000-000000000001";
export const attested = { method: "server-attested", checked: ["password", "one-time-code"] };
export const page = { kind: "reading", path: "more.txt", bytes: new TextEncoder().encode("more") };

const packetsOf = (list: Loosened[]) => [
  ...typed(list, "DecisionProposed"),
  ...typed(list, "DecisionRevised"),
];

/** Every packet says another thing, in the proposals, the statements and the records, each with its digest. */
export const packets = (change: (packet: Facts) => Facts) =>
  entries((list) => {
    const remade = (packet: unknown) => ({ ...object(packet), ...change(object(packet)) });
    const told = (given: Facts) => {
      const packet = remade(given.packet);
      return { ...given, packet, packetDigest: digestOf(packet) };
    };
    for (const entry of packetsOf(list)) entry.facts = told(entry.facts);
    for (const { facts: given } of typed(list, "VerdictSigned")) {
      const written = told(JSON.parse(String(given.statement)) as Facts);
      const text = canonicalJson(written);
      Object.assign(given, {
        statement: text,
        statementDigest: sha256(text),
        packetDigest: written.packetDigest,
      });
    }
    for (const { facts: given } of typed(list, "DecisionSealed")) {
      const written = told(JSON.parse(String(given.record)) as Facts);
      Object.assign(given, { record: canonicalJson(written), recordDigest: digestOf(written) });
    }
    return list;
  });

export const failing = (packet: Facts) => ({
  criteria: (packet.criteria as Facts[]).map((one) => ({ ...one, holds: false })),
});

/** Both sides of the last decision were signed by the one who proposed it. */
export const onePerson = entries((list) => {
  const [first, second] = typed(list, "VerdictSigned").slice(-2);
  if (first !== undefined && second !== undefined) second.facts.person = first.facts.person;
  return list;
});

export const otherWords = entries((list) => {
  const signed = typed(list, "VerdictSigned").at(-1);
  if (signed !== undefined) signed.text = { remediationPlan: "Never written." };
  return list;
});

export const byAnother = (type: string) =>
  entries((list) => {
    const entry = typed(list, type).at(-1);
    if (entry !== undefined) entry.header = { ...entry.header, actor: { kind: "person", id: stranger } };
    return list;
  });

/** An envelope whose signature is another key's, though it names the console's. */
const borrowed = (envelope: Uint8Array, key: KeyObject): Uint8Array => {
  const opened = openEnvelope(envelope);
  const other = generateKeyPairSync("ed25519").privateKey;
  const payload = textIn(opened?.payload ?? new Uint8Array());
  const sealed = seal(other, opened?.payloadType ?? "", payload);
  return new TextEncoder().encode(sealed.replace(publicKeyOf(other).id, publicKeyOf(key).id));
};

export const borrowedRecord: Variant["make"] = (source, key) =>
  withParts(source, key, (list) =>
    list.map((part) => (part.kind === "record" ? { ...part, bytes: borrowed(part.bytes, key) } : part)),
  );

export const borrowedManifest: Variant["make"] = (source, key) =>
  writeZip(
    readZip(sealedBy(source, key)).map((file) =>
      file.path === places.envelope ? { ...file, bytes: borrowed(file.bytes, key) } : file,
    ),
  );
