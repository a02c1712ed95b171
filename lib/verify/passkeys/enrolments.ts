import { passkeyEvents } from "#lib/domain/passkey/events.ts";
import type { RawEntry } from "#lib/domain/record/entry.ts";
import { pemOfCose } from "../bundle/contents.ts";
import { readJson } from "../bundle/json.ts";
import { readHeader } from "../header.ts";

export type KeyFinding = { where: string; message: string };

/** A key as an entry of the passkeys' log enrolled it, and when it was revoked. */
export type Enrolment = {
  seq: number;
  hash: string;
  person: string;
  credentialId: string;
  publicKeyCose: string;
  algorithm: number;
  revoked: { seq: number; at: string } | null;
};

/** By credential, the first enrolment of each. */
export type Enrolments = ReadonlyMap<string, Enrolment>;

type Reading = { enrolments: Map<string, Enrolment>; keys: Set<string>; findings: KeyFinding[] };

/** What the passkeys' log enrolled, and what in it is against its rules. Its chain is asked about elsewhere. */
export function readEnrolments(entries: readonly RawEntry[]): {
  enrolments: Enrolments;
  findings: KeyFinding[];
} {
  const reading: Reading = { enrolments: new Map(), keys: new Set(), findings: [] };
  for (const entry of entries) read(reading, entry);
  return reading;
}

function read(reading: Reading, entry: RawEntry): void {
  const header = readHeader(entry.header);
  const wrong = (message: string) =>
    reading.findings.push({ where: `the passkeys' log, entry ${entry.seq}`, message });
  if (header?.type === "PasskeyEnrolled") {
    const facts = readJson(entry.facts, passkeyEvents.PasskeyEnrolled.facts);
    if (facts === null) return void wrong("its facts are not those of an enrolment");
    if (header.actor.id !== facts.person) wrong("the key was not enrolled by the person it is said to be of");
    enrol(reading, { ...facts, seq: entry.seq, hash: entry.hash, revoked: null }, facts.known, wrong);
  } else if (header?.type === "PasskeyRevoked") {
    const facts = readJson(entry.facts, passkeyEvents.PasskeyRevoked.facts);
    if (facts === null) return void wrong("its facts are not those of a revocation");
    if (header.actor.id !== facts.person) wrong("the key was revoked by somebody else than its person");
    const known = reading.enrolments.get(facts.credentialId);
    if (known?.person !== facts.person) return void wrong("no entry before enrolled the key for that person");
    known.revoked ??= { seq: entry.seq, at: header.recordedAt };
  } else wrong("it is of a type that this verifier does not know");
}

function enrol(
  { enrolments, keys }: Reading,
  enrolment: Enrolment,
  known: "invitation" | "account",
  wrong: (message: string) => void,
): void {
  const { credentialId, person, publicKeyCose } = enrolment;
  const key = pemOfCose(publicKeyCose) ?? publicKeyCose;
  if (enrolments.has(credentialId) || keys.has(key)) wrong("the key was enrolled before");
  const isFirst = [...enrolments.values()].every((other) => other.person !== person);
  if (isFirst !== (known === "invitation")) wrong("it says otherwise by what the person was known");
  keys.add(key);
  if (!enrolments.has(credentialId)) enrolments.set(credentialId, enrolment);
}
