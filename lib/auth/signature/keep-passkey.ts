import { tellVouchers } from "#lib/commands/passkeys/tell-vouchers.ts";
import { admitFirst } from "#lib/domain/passkey/admission.ts";
import { decidePasskeyEnrolment, keyIsTaken } from "#lib/domain/passkey/register.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { appendPasskeyEvents, lockPasskeyLog, readRegister } from "#lib/store/passkey-log.ts";
import { createPasskey, isKeyKnown, type NewPasskey } from "#lib/store/passkeys.ts";
import { findPerson } from "#lib/store/people.ts";
import { databaseNow, type Transaction } from "#lib/store/transaction.ts";

/** Enrols a passkey whose ceremony was checked: an entry of the passkeys' log, and the row that goes with it. */
export async function keepPasskey(tx: Transaction, passkey: NewPasskey): Promise<Outcome<NewPasskey>> {
  const { credentialId, publicKeyCose, algorithm, label, personId } = passkey;
  const after = await lockPasskeyLog(tx);
  if (await isKeyKnown(passkey, tx)) return keyIsTaken();
  const person = await findPerson(personId, tx);
  if (person === null) return refuse("unauthorised", null, "Your account is gone.");
  const register = await readRegister(tx);
  const key = { credentialId, publicKeyCose, algorithm, person: personId, party: person.party, label };
  const decided = decidePasskeyEnrolment(register, key);
  if (!decided.ok) return decided;
  const first = admitFirst(register, key, person.party);
  const now = await databaseNow(tx);
  const actor = { kind: "person", id: personId } as const;
  await appendPasskeyEvents(tx, { after, events: [...decided.value, ...first], actor, now });
  await createPasskey(tx, passkey);
  await tellVouchers(tx);
  return accept(passkey);
}
