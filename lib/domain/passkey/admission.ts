import { accept, type Outcome, refuse } from "../refusal.ts";
import { Countersignature } from "./countersignature.ts";
import type { AdmittedBy, LoggedPasskeyEvent, NewPasskeyEvent } from "./events.ts";
import type { EnrolledKey, Register } from "./key.ts";

export const isAdmitted = (key: Pick<EnrolledKey, "admitted">, party: string): boolean =>
  key.admitted.some((one) => one.party === party);

/** A key that waits for somebody's word before it signs for the party of its person. */
export const isWaiting = (key: EnrolledKey, party: string | null): party is string =>
  party !== null && key.revokedSeq === null && !isAdmitted(key, party);

const signsFor = (key: EnrolledKey, party: string) => key.revokedSeq === null && isAdmitted(key, party);

/**
 * The first key of a party stands on its invitation: where none was ever admitted, or where each person took their own
 * back. That somebody was removed by an administrator frees nothing.
 */
export const isFirstOf = (register: Register, party: string): boolean =>
  register.every((key) => !signsFor(key, party));

/**
 * Whether somebody's word stands for a party without an admitted passkey behind that very word: as its deputy's, whom they
 * named, or by password and one-time code. A passkey of theirs signs for it, or the party has none at all yet.
 */
export const standsFor = (register: Register, person: string, party: string): boolean =>
  isFirstOf(register, party) || register.some((key) => key.person === person && signsFor(key, party));

/** Somebody as the roster has them now; who was removed is not on it. */
export type Member = { id: string; party: string | null };

/**
 * Who may vouch for a key: another signer of its party. Where there is none, its person by an own key that signs for the party
 * already; where there is none either, a signer of another party. Never an administrator as such, and nobody alone.
 */
export function vouchersFor(
  register: Register,
  key: Pick<EnrolledKey, "person" | "credentialId">,
  party: string,
  roster: readonly Member[],
): string[] {
  const standing = roster.flatMap((member) =>
    member.party !== null &&
    register.some((one) => one.person === member.id && signsFor(one, member.party ?? ""))
      ? [member]
      : [],
  );
  const others = standing.filter(({ id }) => id !== key.person);
  const own = others.filter((member) => member.party === party);
  if (own.length > 0) return own.map(({ id }) => id);
  if (standing.some(({ id, party: of }) => id === key.person && of === party)) return [key.person];
  return others.map(({ id }) => id);
}

/** A key that waits for nobody's word, because it is its party's first. */
export function admitFirst(
  register: Register,
  { person, credentialId }: Pick<EnrolledKey, "person" | "credentialId">,
  party: string | null,
): NewPasskeyEvent[] {
  if (party === null || !isFirstOf(register, party)) return [];
  const by = { means: "invitation" } as const;
  return [{ type: "SignerAdmitted", facts: { person, credentialId, party, by }, text: {} }];
}

type Vouched = Extract<AdmittedBy, { means: "countersignature" }>;

/** Records that somebody vouched for a key, once the signature over its enrolment was checked. */
export function decideAdmission(
  register: Register,
  given: { credentialId: string; party: string; by: Vouched },
  roster: readonly Member[],
): Outcome<NewPasskeyEvent[]> {
  const { credentialId, party, by } = given;
  const key = register.find((one) => one.credentialId === credentialId);
  if (key === undefined || key.revokedSeq !== null)
    return refuse("stale", null, "This passkey was revoked. It needs no countersignature any more.");
  if (isAdmitted(key, party)) return refuse("stale", null, "This passkey was countersigned already.");
  if (!vouchersFor(register, key, party, roster).includes(by.signer))
    return refuse(
      "unauthorised",
      null,
      "Your passkey cannot countersign this one: it does not sign for its party.",
    );
  const fault = faultOfAdmission(register, key, { party, by });
  if (fault !== null)
    return refuse("unauthorised", null, `This countersignature counts for nothing: ${fault}.`);
  const { person } = key;
  return accept([{ type: "SignerAdmitted", facts: { person, credentialId, party, by }, text: {} }]);
}

/**
 * Why an admission in the log counts for nothing, or null: what was appended past the rules. Whether the signature holds is
 * asked of the verifier, and who was on the roster of nobody.
 */
export function faultOfAdmission(
  register: Register,
  key: EnrolledKey,
  { party, by }: { party: string; by: AdmittedBy },
): string | null {
  if (key.revokedSeq !== null) return "its key was revoked before";
  if (isAdmitted(key, party)) return "its key was admitted before";
  if (by.means === "invitation")
    return isFirstOf(register, party) ? null : "its key is not its party's first";
  const voucher = register.find((one) => one.credentialId === by.proof.credentialId);
  if (voucher === undefined || voucher.person !== by.signer || voucher.credentialId === key.credentialId)
    return "it was countersigned with a key that is not the signer's";
  if (voucher.publicKeyCose !== by.proof.publicKeyCose || voucher.algorithm !== by.proof.algorithm)
    return "it was countersigned with another key than was enrolled";
  if (voucher.revokedSeq !== null || voucher.admitted.length === 0)
    return "it was countersigned with a key that signs for no party";
  if (voucher.person === key.person && !isAdmitted(voucher, party))
    return "its own person countersigned it, with a key that does not sign for the party";
  return faultOfStatement(key, party, by);
}

function faultOfStatement(key: EnrolledKey, party: string, by: Vouched): string | null {
  const said = parsed(by.statement);
  if (said === null) return "what was countersigned cannot be read";
  const isOfIt =
    said.enrolment.seq === key.seq &&
    said.enrolment.hash === key.entryHash &&
    said.person === key.person &&
    said.party === party &&
    said.credentialId === key.credentialId &&
    said.publicKeyCose === key.publicKeyCose &&
    said.algorithm === key.algorithm &&
    said.signer === by.signer;
  return isOfIt ? null : "what was countersigned is another key, person or party";
}

function parsed(statement: string): Countersignature | null {
  try {
    const read = Countersignature.safeParse(JSON.parse(statement));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

type Admitted = Extract<LoggedPasskeyEvent, { type: "SignerAdmitted" }>;

/** An admission that the rules do not allow changes nothing, however it came into the log. */
export function evolveAdmission(register: Register, { seq, facts }: Admitted): Register {
  const { credentialId, person, party, by } = facts;
  const key = register.find((one) => one.credentialId === credentialId && one.person === person);
  if (key === undefined || faultOfAdmission(register, key, { party, by }) !== null) return register;
  const admitted = [...key.admitted, { party, seq, by }];
  return register.map((one) => (one === key ? { ...one, admitted } : one));
}
