import { z } from "zod";
import { deputyIn } from "#lib/domain/decision/deputy-events.ts";
import { EnrolmentRef } from "#lib/domain/incident/events/decision.ts";
import type { EnrolledKey } from "#lib/domain/passkey/key.ts";
import type { EntryHeader, RawEntry } from "#lib/domain/record/entry.ts";
import { readJson } from "../bundle/json.ts";
import { readHeader } from "../header.ts";
import type { Enrolments, KeyFinding } from "./enrolments.ts";

const Key = { credentialId: z.string(), publicKeyCose: z.string(), algorithm: z.number() };
const Enrolled = z.object({ person: z.string(), ...Key, enrolment: EnrolmentRef.optional() });
const Signed = z.object({
  person: z.string(),
  /** Of a verdict; what a role signs is for no party. */
  party: z.string().optional(),
  statement: z.string(),
  proof: z.union([
    z.object({ method: z.literal("passkey"), ...Key }),
    z.object({ method: z.literal("server-attested") }),
  ]),
});
type Used = { person: string; credentialId: string; publicKeyCose: string; algorithm: number };

const enrols = "SignerEnrolled";
const signs = ["VerdictSigned", "AttestationSigned"];
// Two transactions may be on their way at once, and none lasts longer than half a minute.
const graceMilliseconds = 60_000;

/** The keys that an incident's or a checkpoint's log names and that sign in it, held against the passkeys' log. */
export function checkKeysOf(entries: readonly RawEntry[], enrolments: Enrolments): KeyFinding[] {
  return entries.flatMap((entry) => {
    const header = readHeader(entry.header);
    const message = header === null ? null : faultOf(entry, header, enrolments);
    return message === null ? [] : [{ where: `entry ${entry.seq}`, message }];
  });
}

function faultOf({ facts }: RawEntry, header: EntryHeader, enrolments: Enrolments): string | null {
  const keyOf = (id: string) => enrolments.register.find((key) => key.credentialId === id);
  if (header.type === enrols) {
    const named = readJson(facts, Enrolled);
    return named === null ? null : faultOfKey(named, keyOf(named.credentialId), named.enrolment ?? null);
  }
  const signed = signs.includes(header.type) ? readJson(facts, Signed) : null;
  if (signed === null || signed.proof.method !== "passkey") return null;
  const { person, proof, party = null, statement } = signed;
  const key = keyOf(proof.credentialId);
  const fault = faultOfKey({ person, ...proof }, key, undefined);
  if (fault !== null || key === undefined) return fault;
  const deputyFor = party === null ? null : deputyNamedIn(statement);
  return faultOfUse(key, { party, deputyFor }, header.recordedAt, enrolments);
}

/** `quoted` is undefined where a signature quotes nothing, because the log's own entry does it for it. */
function faultOfKey(
  used: Used,
  key: EnrolledKey | undefined,
  quoted: EnrolmentRef | null | undefined,
): string | null {
  if (key === undefined) return "no entry of the passkeys' log enrolled its key";
  const { seq, entryHash, person, publicKeyCose, algorithm } = key;
  if (person !== used.person) return `entry ${seq} of the passkeys' log enrolled its key for another person`;
  if (publicKeyCose !== used.publicKeyCose || algorithm !== used.algorithm)
    return `its key is not the one that entry ${seq} of the passkeys' log enrolled`;
  if (quoted !== undefined && (quoted?.seq !== seq || quoted.hash !== entryHash))
    return `it does not name entry ${seq} of the passkeys' log, which enrolled its key`;
  return null;
}

/** A key signs for a party from its admission on, and until it is revoked. */
function faultOfUse(
  { admitted, revokedSeq }: EnrolledKey,
  { party, deputyFor }: { party: string | null; deputyFor: string | null },
  recordedAt: string,
  enrolments: Enrolments,
): string | null {
  const at = Date.parse(recordedAt);
  const timeOf = (seq: number) => Date.parse(enrolments.recordedAt.get(seq) ?? recordedAt);
  if (revokedSeq !== null && at > timeOf(revokedSeq) + graceMilliseconds)
    return `entry ${revokedSeq} of the passkeys' log had revoked its key before`;
  if (party === null) return null;
  if (deputyFor !== null) return faultOfDeputy(deputyFor, party, at, enrolments);
  const admission = admitted.find((one) => one.party === party);
  if (admission !== undefined && at + graceMilliseconds >= timeOf(admission.seq)) return null;
  return `its key did not sign for ${party}: it was neither the party's first nor countersigned`;
}

function deputyNamedIn(statement: string): string | null {
  try {
    return deputyIn(statement)?.person ?? null;
  } catch {
    return null;
  }
}

/** A deputy's key is worth what the word of whoever named them is: their own signed for the party, if any did then. */
function faultOfDeputy(
  namedBy: string,
  party: string,
  at: number,
  { register, recordedAt }: Enrolments,
): string | null {
  const timeOf = (seq: number) => Date.parse(recordedAt.get(seq) ?? "");
  const signing = register.filter(
    (key) =>
      key.admitted.some((one) => one.party === party && timeOf(one.seq) <= at + graceMilliseconds) &&
      (key.revokedSeq === null || timeOf(key.revokedSeq) + graceMilliseconds >= at),
  );
  const isAnybody = signing.some(({ admitted }) =>
    admitted.some((one) => one.party === party && timeOf(one.seq) + graceMilliseconds < at),
  );
  if (!isAnybody || signing.some(({ person }) => person === namedBy)) return null;
  return `whoever named its signer a deputy had no passkey that signed for ${party}`;
}
