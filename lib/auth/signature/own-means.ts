import { listPasskeys } from "#lib/store/passkeys.ts";
import { hasOneTimeCodes } from "./one-time-codes.ts";

export type OwnPasskey = { credentialId: string; label: string; createdAt: string };
export type OwnMeans = { hasOneTimeCodes: boolean; passkeys: OwnPasskey[] };

/** With what a person can sign. Keys and secrets stay behind. */
export async function readOwnMeans(personId: string): Promise<OwnMeans> {
  const [hasCodes, passkeys] = await Promise.all([hasOneTimeCodes(personId), listPasskeys(personId)]);
  return {
    hasOneTimeCodes: hasCodes,
    passkeys: passkeys.map(({ credentialId, label, createdAt }) => ({ credentialId, label, createdAt })),
  };
}
