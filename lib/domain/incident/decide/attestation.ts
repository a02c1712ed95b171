import { asOpenParticipant } from "../../authority/who.ts";
import { notAsEnrolled } from "../../decision/as-enrolled.ts";
import type { Anchor, AttestationStatement } from "../../decision/statement.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import type { Attestation } from "../../protocol/parts/gate.ts";
import { accept, type Outcome, refuse } from "../../refusal.ts";
import { type ActingPerson, type Circumstances, type Decided, personToken } from "../circumstances.ts";
import type { Proof } from "../events/decision.ts";
import type { IncidentState } from "../state.ts";

export type AttestationDraft = { attestation: string; reason: string };

/** Who signs for it: a holder of the role that the protocol names, once (PT-9, WP-6). */
export function mayAttest(
  state: IncidentState,
  pack: ProtocolPack,
  name: string,
  circumstances: Circumstances,
): Outcome<{ attestation: Attestation; person: ActingPerson }> {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const attestation = own(pack.attestations, name);
  if (attestation === undefined)
    return refuse("invalid", null, `${pack.title} knows nothing to sign called "${name}".`);
  const rule = attestation.rule ?? null;
  if (!person.value.roles.includes(attestation.by)) {
    const role = pack.roles[attestation.by]?.title ?? attestation.by;
    return refuse("unauthorised", rule, `"${attestation.title}" is signed by ${role}.`);
  }
  const given = state.attestations[name];
  if (given !== undefined)
    return refuse("conflict", rule, `${personToken(given.person)} signed it already (entry ${given.seq}).`);
  return accept({ attestation, person: person.value });
}

export const attestationStatement = (
  state: IncidentState,
  allowed: { attestation: Attestation; person: ActingPerson },
  draft: AttestationDraft,
  anchor: Anchor,
  digest: Circumstances["digest"],
): AttestationStatement => ({
  schema: "holdpoint-attestation-v1",
  incident: state.reference,
  pack: state.pack,
  attestation: draft.attestation,
  says: allowed.attestation.says,
  role: allowed.attestation.by,
  person: allowed.person.id,
  reasonDigest: draft.reason.trim() === "" ? null : digest(draft.reason),
  ...anchor,
});

export type SignedAttestation = AttestationDraft & Anchor & { shownDigest: string; proof: Proof };

/** Records a signature that was checked; what was shown must be what is rebuilt from the state, to the byte. */
export function decideAttestation(
  state: IncidentState,
  pack: ProtocolPack,
  input: SignedAttestation,
  circumstances: Circumstances,
): Decided {
  const allowed = mayAttest(state, pack, input.attestation, circumstances);
  if (!allowed.ok) return allowed;
  const { attestation, person } = allowed.value;
  const foreign = notAsEnrolled(state, person.id, input.proof);
  if (foreign !== null) return foreign;
  const anchor = { logHead: input.logHead, nonce: input.nonce };
  const statement = attestationStatement(state, allowed.value, input, anchor, circumstances.digest);
  const statementDigest = circumstances.digest(statement);
  if (statementDigest !== input.shownDigest)
    return refuse(
      "stale",
      attestation.rule ?? null,
      "What you read is not what would be signed now. Read it again.",
    );
  return accept([
    {
      type: "AttestationSigned",
      facts: {
        attestation: input.attestation,
        role: attestation.by,
        person: person.id,
        statement: circumstances.canonical(statement),
        statementDigest,
        proof: input.proof,
        signedAt: circumstances.now,
      },
      text: { reason: input.reason },
    },
  ]);
}
