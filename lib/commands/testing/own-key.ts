import { keepPasskey } from "#lib/auth/signature/keep-passkey.ts";
import { type Kind, keyPair, softwareAuthenticator } from "#lib/auth/signature/testing/authenticator.ts";
import { isAdmitted } from "#lib/domain/passkey/admission.ts";
import { settings } from "#lib/platform/env.ts";
import { newId } from "#lib/platform/ids.ts";
import { readRegister } from "#lib/store/passkey-log.ts";
import { findPerson } from "#lib/store/people.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { countersign } from "../passkeys/countersign.ts";
import { openCountersigning } from "../passkeys/open-countersigning.ts";

export type OwnKey = ReturnType<typeof softwareAuthenticator>;
type Voucher = { personId: string; key: OwnKey };

/** By party, whoever was its first here and so vouches for the others. */
const vouchers = new Map<string, Voucher>();
const reference = "passkeys";

/** A passkey of a person's own, as the console keeps it once its ceremony was checked. */
export async function enrolKey(
  personId: string,
  label = "a key",
  key = softwareAuthenticator("P-256"),
): Promise<OwnKey> {
  const { credentialId, publicKeyCose, algorithm } = key;
  const passkey = { credentialId, publicKeyCose, algorithm, personId, counter: 0, transports: [], label };
  const kept = await withTransaction((tx) => keepPasskey(tx, passkey));
  if (!kept.ok) throw new Error(kept.refusal.message);
  return key;
}

/** One that signs for their party: its first, or countersigned by whoever was. */
export async function ownKey(personId: string, kind: Kind = "P-256", pair = keyPair(kind)): Promise<OwnKey> {
  const key = await enrolKey(personId, "a key", softwareAuthenticator(kind, pair));
  const { credentialId } = key;
  const party = (await findPerson(personId))?.party ?? null;
  if (party === null) return key;
  const own = (await readRegister()).find((one) => one.credentialId === credentialId);
  const voucher = vouchers.get(party);
  if (own !== undefined && isAdmitted(own, party)) vouchers.set(party, { personId, key });
  else if (voucher !== undefined) await vouch(voucher, credentialId);
  return key;
}

/** Countersigns a passkey with somebody's own. */
export async function vouch({ personId, key }: Voucher, credentialId: string): Promise<void> {
  const as = () => ({ actor: { kind: "person" as const, id: personId }, idempotencyKey: newId() });
  const opened = await openCountersigning(as(), { reference, credentialId });
  if (!opened.ok) throw new Error(opened.refusal.message);
  const { challenge, statementDigest: shownDigest, passkey } = opened.value;
  const { url } = settings();
  const ceremony = { challenge: passkey?.challenge ?? "", origin: url, rpId: new URL(url).hostname };
  const by = { method: "passkey" as const, response: key.assert(ceremony) };
  const outcome = await countersign(as(), { reference, challenge, shownDigest, by });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
}
