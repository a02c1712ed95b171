import { AttestationStatement } from "#lib/domain/decision/statement.ts";
import { digestOf } from "#lib/platform/digest.ts";
import type { Reading } from "../../../_signing/read-opened.ts";

export type AttestationRequest = { reference: string; attestation: string; reason: string };
type Page = {
  pack: { hash: string };
  viewer: { personId: string };
  attestation: { says: string; by: string } | undefined;
};

/** What a role signs for, beside the sentence that the room shows and the reason that the person wrote. */
export const attestationReading: Reading<AttestationStatement, Page, AttestationRequest> = {
  schema: AttestationStatement,
  pairs: (statement, { pack, viewer, attestation }, { reference, attestation: name, reason }) => [
    { title: "Incident", shown: reference, signed: statement.incident },
    { title: "Protocol", shown: pack.hash, signed: statement.pack.hash },
    { title: "What is signed for", shown: name, signed: statement.attestation },
    { title: "The sentence", shown: attestation?.says ?? null, signed: statement.says },
    { title: "The role", shown: attestation?.by ?? null, signed: statement.role },
    { title: "Who signs", shown: viewer.personId, signed: statement.person },
    {
      title: "Your reason",
      shown: reason.trim() === "" ? null : digestOf(reason.trim()),
      signed: statement.reasonDigest,
    },
  ],
};
