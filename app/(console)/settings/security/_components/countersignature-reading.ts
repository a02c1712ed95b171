import { sha256 } from "#checking";
import { Countersignature } from "#lib/domain/passkey/countersignature.ts";
import type { ToCountersign } from "#lib/queries/countersignatures.ts";
import type { Reading } from "../../../_signing/read-opened.ts";

export type CountersigningRequest = { reference: "passkeys"; credentialId: string };

/** A key that is vouched for, beside the row that shows it: also by the fingerprint that the two have compared. */
export const countersignatureReading: Reading<
  Countersignature,
  Pick<ToCountersign, "party" | "fingerprint">,
  CountersigningRequest
> = {
  schema: Countersignature,
  pairs: (statement, { party, fingerprint }, { credentialId }) => {
    const shown = fingerprint.replaceAll(" ", "");
    const signed = sha256(statement.publicKeyCose).slice(0, shown.length);
    return [
      { title: "The passkey", shown: credentialId, signed: statement.credentialId },
      { title: "The side", shown: party, signed: statement.party },
      { title: "The key's fingerprint", shown, signed },
    ];
  },
};
