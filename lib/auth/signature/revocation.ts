import { tellVouchers } from "#lib/commands/passkeys/tell-vouchers.ts";
import { decidePasskeyRevocation } from "#lib/domain/passkey/register.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { appendPasskeyEvents, lockPasskeyLog, readRegister } from "#lib/store/passkey-log.ts";
import { findPasskey, revokePasskey } from "#lib/store/passkeys.ts";
import { databaseNow, withTransaction } from "#lib/store/transaction.ts";
import type { Signer } from "./signer.ts";

/**
 * Ends one of a person's own passkeys, with an entry of the passkeys' log; ask for the password first
 * (`confirmPassword`). What it signed stays signed: each signature carries the key by which anyone can check it.
 */
export function revokeOwnPasskey(
  { personId }: Signer,
  credentialId: string,
): Promise<Outcome<{ label: string }>> {
  return withTransaction(async (tx) => {
    const after = await lockPasskeyLog(tx);
    const passkey = await findPasskey(credentialId, tx);
    const now = await databaseNow(tx);
    const isRevoked =
      passkey?.personId === personId && (await revokePasskey(tx, personId, credentialId, now));
    if (!isRevoked) return refuse("stale", null, "You have no such passkey any more.");
    const register = await readRegister(tx);
    const events = decidePasskeyRevocation(register, { credentialId, person: personId });
    const actor = { kind: "person", id: personId } as const;
    await appendPasskeyEvents(tx, { after, events, actor, now });
    await tellVouchers(tx);
    return accept({ label: passkey.label });
  });
}
