import { asEnrolledKey } from "#lib/domain/passkey/register.ts";
import { readRegister } from "#lib/store/passkey-log.ts";
import { listPasskeys } from "#lib/store/passkeys.ts";
import { hasOneTimeCodes } from "./one-time-codes.ts";

export type OwnPasskey = {
  credentialId: string;
  label: string;
  createdAt: string;
  /** The entry of the passkeys' log that enrolled it. */
  entry: number | null;
  /** Why it signs nothing. */
  fault: string | null;
};
export type OwnMeans = { hasOneTimeCodes: boolean; passkeys: OwnPasskey[] };

/** With what a person can sign. Keys and secrets stay behind. */
export async function readOwnMeans(personId: string): Promise<OwnMeans> {
  const [hasCodes, passkeys] = await Promise.all([hasOneTimeCodes(personId), listPasskeys(personId)]);
  const register = await readRegister();
  return {
    hasOneTimeCodes: hasCodes,
    passkeys: passkeys.map((passkey) => {
      const { credentialId, label, createdAt } = passkey;
      const key = asEnrolledKey(register, passkey);
      const own = { credentialId, label, createdAt };
      return key.ok
        ? { ...own, entry: key.value.seq, fault: null }
        : { ...own, entry: null, fault: key.refusal.message };
    }),
  };
}
