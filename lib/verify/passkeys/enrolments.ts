import { faultOfAdmission } from "#lib/domain/passkey/admission.ts";
import { type LoggedPasskeyEvent, passkeyEvents } from "#lib/domain/passkey/events.ts";
import type { EnrolledKey, Register } from "#lib/domain/passkey/key.ts";
import { evolveRegister } from "#lib/domain/passkey/register.ts";
import type { EntryHeader, RawEntry } from "#lib/domain/record/entry.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { faultOfAssertion } from "../bundle/assertion.ts";
import { pemOfCose } from "../bundle/contents.ts";
import { readJson } from "../bundle/json.ts";
import { readHeader } from "../header.ts";

export type KeyFinding = { where: string; message: string };

/** What the passkeys' log says of all keys, and when it said so, by the number of the entry. */
export type Enrolments = { register: Register; recordedAt: ReadonlyMap<number, string> };

type Reading = {
  register: Register;
  recordedAt: Map<number, string>;
  keys: Set<string>;
  wrong: (message: string) => void;
};
type Logged<T extends LoggedPasskeyEvent["type"]> = Extract<LoggedPasskeyEvent, { type: T }>;

/** What the passkeys' log enrolled, and what in it is against its rules. Its chain is asked about elsewhere. */
export function readEnrolments(entries: readonly RawEntry[]): {
  enrolments: Enrolments;
  findings: KeyFinding[];
} {
  const findings: KeyFinding[] = [];
  const reading: Reading = { register: [], recordedAt: new Map(), keys: new Set(), wrong: () => {} };
  for (const entry of entries) {
    const where = `the passkeys' log, entry ${entry.seq}`;
    read({ ...reading, wrong: (message) => findings.push({ where, message }) }, entry, reading);
  }
  const { register, recordedAt } = reading;
  return { enrolments: { register, recordedAt }, findings };
}

function read({ wrong, ...before }: Reading, entry: RawEntry, after: Reading): void {
  const header = readHeader(entry.header);
  const event = header === null ? null : eventIn(entry, header);
  if (header === null || event === null) {
    wrong("it is of a type, or says something, that this verifier does not know");
    return;
  }
  const { person } = event.facts;
  const isOwn = header.actor.kind === "person" && header.actor.id === actorOf(event);
  if (!isOwn) wrong("it was not recorded by the person who is said to have done it");
  if (event.type === "PasskeyEnrolled") checkEnrolment({ ...before, wrong }, event);
  else {
    const key = before.register.find((one) => one.credentialId === event.facts.credentialId);
    if (key === undefined || key.person !== person) wrong("no entry before enrolled the key for that person");
    else if (event.type === "SignerAdmitted") checkAdmission({ ...before, wrong }, key, event);
  }
  after.register = evolveRegister(before.register, event);
  after.recordedAt.set(entry.seq, header.recordedAt);
}

function eventIn({ seq, hash, facts }: RawEntry, { type }: EntryHeader): LoggedPasskeyEvent | null {
  if (!Object.hasOwn(passkeyEvents, type)) return null;
  const read = readJson(facts, passkeyEvents[type as LoggedPasskeyEvent["type"]].facts);
  return read === null ? null : ({ seq, hash, type, facts: read } as LoggedPasskeyEvent);
}

const actorOf = ({ type, facts }: LoggedPasskeyEvent): string =>
  type === "SignerAdmitted" && facts.by.means === "countersignature" ? facts.by.signer : facts.person;

function checkEnrolment({ register, keys, wrong }: Reading, { facts }: Logged<"PasskeyEnrolled">): void {
  const { credentialId, person, publicKeyCose, known } = facts;
  const key = pemOfCose(publicKeyCose) ?? publicKeyCose;
  if (keys.has(key) || register.some((one) => one.credentialId === credentialId))
    wrong("the key was enrolled before");
  const isFirst = register.every((one) => one.person !== person);
  if (isFirst !== (known === "invitation")) wrong("it says otherwise by what the person was known");
  keys.add(key);
}

function checkAdmission(
  { register, wrong }: Reading,
  key: EnrolledKey,
  { facts }: Logged<"SignerAdmitted">,
): void {
  const { by } = facts;
  const fault = faultOfAdmission(register, key, facts);
  if (fault !== null) wrong(fault);
  if (by.means === "invitation") return;
  if (sha256(by.statement) !== by.statementDigest) wrong("its digest is not that of what was countersigned");
  const unsigned = faultOfAssertion(by.proof, by.statement);
  if (unsigned !== null) wrong(`its countersignature does not hold: ${unsigned}`);
}
