import { admitFirst, isFirstOf, standsFor, vouchersFor } from "#lib/domain/passkey/admission.ts";
import type { Register } from "#lib/domain/passkey/key.ts";
import { appendPasskeyEvents, lockPasskeyLog, readRegister } from "#lib/store/passkey-log.ts";
import type { Passkey } from "#lib/store/passkeys.ts";
import { findPersons, listPeople } from "#lib/store/people.ts";
import { databaseNow, type Transaction } from "#lib/store/transaction.ts";
import { faultOfAssertion } from "#lib/verify/bundle/assertion.ts";
import { tellVouchers } from "./tell-vouchers.ts";

/** Which of a person's passkeys sign for a party now; where none does, who can change that, in words. */
export type Standing = { signing: Passkey[]; waiting: string | null };

/** The countersignature is checked once more each time, because the log's own role could have appended one of no worth. */
function signsNow(register: Register, { credentialId }: Passkey, party: string): boolean {
  const key = register.find((one) => one.credentialId === credentialId);
  const admission = key?.admitted.find((one) => one.party === party);
  if (key?.revokedSeq !== null || admission === undefined) return false;
  const { by } = admission;
  return by.means === "invitation" || faultOfAssertion(by.proof, by.statement) === null;
}

/** For whom somebody signs: a party, and as a deputy for one of its leads, or for nobody but themselves. */
export type SignedSide = { party: string; deputyFor: string | null };

export async function standingFor(
  tx: Transaction,
  passkeys: Passkey[],
  { party, deputyFor }: SignedSide,
): Promise<Standing> {
  const register = await readRegister(tx);
  if (deputyFor !== null) return standingOfDeputy(tx, register, passkeys, { party, deputyFor });
  const signing = passkeys.filter((passkey) => signsNow(register, passkey, party));
  const [first] = passkeys;
  if (signing.length > 0 || first === undefined) return { signing, waiting: null };
  return { signing, waiting: await waitingWords(tx, register, first, party) };
}

async function standingOfDeputy(
  tx: Transaction,
  register: Register,
  passkeys: Passkey[],
  { party, deputyFor }: { party: string; deputyFor: string },
): Promise<Standing> {
  if (passkeys.length === 0 || standsFor(register, deputyFor, party))
    return { signing: passkeys, waiting: null };
  const [lead] = await findPersons([deputyFor], tx);
  const waiting = `You are a deputy for ${lead?.name ?? "somebody"}, and your passkey signs once a passkey of theirs signs for their party.`;
  return { signing: [], waiting };
}

/**
 * Why password and one-time code do not stand for a party; null where they do. Else an administrator, who can name anybody to a
 * party, could sign for it through a person of their own.
 */
export async function whyNotAttested(
  tx: Transaction,
  person: string,
  { party, deputyFor }: SignedSide,
): Promise<string | null> {
  if (standsFor(await readRegister(tx), deputyFor ?? person, party)) return null;
  if (deputyFor === null)
    return "Your party signs with passkeys. Password and one-time code are taken of somebody whose passkey signs for it already: make one, and have it countersigned.";
  const [lead] = await findPersons([deputyFor], tx);
  return `You are a deputy for ${lead?.name ?? "somebody"}, whose party signs with passkeys. Password and one-time code are taken once a passkey of theirs signs for it.`;
}

/** The same where somebody is about to sign: a party that has no key of its own yet gets its first. */
export async function openStandingFor(
  tx: Transaction,
  passkeys: Passkey[],
  side: SignedSide,
): Promise<Standing> {
  const [first] = passkeys;
  const { party, deputyFor } = side;
  if (first !== undefined && deputyFor === null && isFirstOf(await readRegister(tx), party)) {
    const after = await lockPasskeyLog(tx);
    const { credentialId, personId: person } = first;
    const events = admitFirst(await readRegister(tx), { credentialId, person }, party);
    const actor = { kind: "person", id: person } as const;
    await appendPasskeyEvents(tx, { after, events, actor, now: await databaseNow(tx) });
    await tellVouchers(tx);
  }
  return standingFor(tx, passkeys, side);
}

async function waitingWords(
  tx: Transaction,
  register: Register,
  { credentialId, personId: person, label }: Passkey,
  party: string,
): Promise<string> {
  const roster = await listPeople(tx);
  const vouchers = vouchersFor(register, { credentialId, person }, party, roster);
  const names = roster.flatMap(({ id, name }) =>
    vouchers.includes(id) ? [id === person ? "you" : name] : [],
  );
  const who =
    names.length === 0
      ? "Nobody can countersign it now, because nobody else has a passkey that signs for a party."
      : `It is countersigned under Settings, Security, by ${names.join(" or ")}.`;
  return `Your passkey “${label}” does not sign for your party yet. ${who}`;
}
