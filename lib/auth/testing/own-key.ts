import { withTransaction } from "#lib/store/transaction.ts";
import { keepPasskey } from "../signature/keep-passkey.ts";
import { type Kind, softwareAuthenticator } from "../signature/testing/authenticator.ts";

export type OwnKey = ReturnType<typeof softwareAuthenticator>;

/** A passkey of a person's own, enrolled as its ceremony leaves it. */
export async function ownKey(personId: string, kind: Kind = "P-256") {
  const key = softwareAuthenticator(kind);
  const { credentialId, publicKeyCose, algorithm } = key;
  const passkey = { credentialId, publicKeyCose, algorithm, personId };
  const kept = await withTransaction((tx) =>
    keepPasskey(tx, { ...passkey, counter: 0, transports: [], label: "a key" }),
  );
  if (!kept.ok) throw new Error(kept.refusal.message);
  return key;
}
