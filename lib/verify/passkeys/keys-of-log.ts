import { z } from "zod";
import { EnrolmentRef } from "#lib/domain/incident/events/decision.ts";
import type { EntryHeader, RawEntry } from "#lib/domain/record/entry.ts";
import { readJson } from "../bundle/json.ts";
import { readHeader } from "../header.ts";
import type { Enrolment, Enrolments, KeyFinding } from "./enrolments.ts";

const Key = { credentialId: z.string(), publicKeyCose: z.string(), algorithm: z.number() };
const Enrolled = z.object({ person: z.string(), ...Key, enrolment: EnrolmentRef.optional() });
const Signed = z.object({
  person: z.string(),
  proof: z.union([
    z.object({ method: z.literal("passkey"), ...Key }),
    z.object({ method: z.literal("server-attested") }),
  ]),
});
type Used = { person: string; credentialId: string; publicKeyCose: string; algorithm: number };

const enrols = "SignerEnrolled";
const signs = ["VerdictSigned", "AttestationSigned"];
// A signature and a revocation may be on their way at once; no transaction lasts half a minute.
const graceMilliseconds = 60_000;

/** The keys that an incident's or a checkpoint's log names and that sign in it, held against the passkeys' log. */
export function checkKeysOf(entries: readonly RawEntry[], enrolments: Enrolments): KeyFinding[] {
  return entries.flatMap((entry) => {
    const header = readHeader(entry.header);
    const message = header === null ? null : faultOf(entry, header, enrolments);
    return message === null ? [] : [{ where: `entry ${entry.seq}`, message }];
  });
}

function faultOf({ facts }: RawEntry, { type, recordedAt }: EntryHeader, known: Enrolments): string | null {
  if (type === enrols) {
    const named = readJson(facts, Enrolled);
    return named === null ? null : faultOfKey(named, known.get(named.credentialId), named.enrolment ?? null);
  }
  const signed = signs.includes(type) ? readJson(facts, Signed) : null;
  if (signed === null || signed.proof.method !== "passkey") return null;
  const { person, proof } = signed;
  const enrolment = known.get(proof.credentialId);
  return faultOfKey({ person, ...proof }, enrolment, undefined) ?? faultOfTime(recordedAt, enrolment);
}

/** `quoted` is undefined where a signature quotes nothing, because the log's own entry does it for it. */
function faultOfKey(
  used: Used,
  enrolment: Enrolment | undefined,
  quoted: EnrolmentRef | null | undefined,
): string | null {
  if (enrolment === undefined) return "no entry of the passkeys' log enrolled its key";
  const { seq, hash, person, publicKeyCose, algorithm } = enrolment;
  if (person !== used.person) return `entry ${seq} of the passkeys' log enrolled its key for another person`;
  if (publicKeyCose !== used.publicKeyCose || algorithm !== used.algorithm)
    return `its key is not the one that entry ${seq} of the passkeys' log enrolled`;
  if (quoted !== undefined && (quoted?.seq !== seq || quoted.hash !== hash))
    return `it does not name entry ${seq} of the passkeys' log, which enrolled its key`;
  return null;
}

function faultOfTime(recordedAt: string, enrolment: Enrolment | undefined): string | null {
  const revoked = enrolment?.revoked;
  if (revoked == null || Date.parse(recordedAt) <= Date.parse(revoked.at) + graceMilliseconds) return null;
  return `entry ${revoked.seq} of the passkeys' log had revoked its key before`;
}
