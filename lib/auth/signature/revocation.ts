import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { findPasskey, revokePasskey } from "#lib/store/passkeys.ts";
import { databaseNow, withTransaction } from "#lib/store/transaction.ts";
import type { Signer } from "./signer.ts";

/**
 * Ends one of a person's own passkeys; ask for the password first (`confirmPassword`). What it signed stays signed:
 * each signature carries the key by which anyone can check it.
 */
export function revokeOwnPasskey(
  { personId }: Signer,
  credentialId: string,
): Promise<Outcome<{ label: string }>> {
  return withTransaction(async (tx) => {
    const passkey = await findPasskey(credentialId, tx);
    const isRevoked =
      passkey?.personId === personId &&
      (await revokePasskey(tx, personId, credentialId, await databaseNow(tx)));
    return isRevoked
      ? accept({ label: passkey.label })
      : refuse("stale", null, "You have no such passkey any more.");
  });
}
