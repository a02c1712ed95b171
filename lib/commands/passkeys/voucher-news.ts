import { isFirstOf, isWaiting, vouchersFor } from "#lib/domain/passkey/admission.ts";
import type { EnrolledKey, Register } from "#lib/domain/passkey/key.ts";
import type { Person } from "#lib/store/people.ts";

/** Of a passkey that waits, who may countersign it and what they are told; null where nobody is asked. */
export type VoucherNews = { party: string; to: string[]; title: string };

export function voucherNews(
  register: Register,
  key: EnrolledKey,
  people: readonly Person[],
): VoucherNews | null {
  const person = people.find(({ id }) => id === key.person);
  const party = person?.party ?? null;
  // A party's first needs nobody's word, and is admitted when it first signs.
  if (person === undefined || !isWaiting(key, party) || isFirstOf(register, party)) return null;
  const to = vouchersFor(register, key, party, people);
  return { party, to, title: `A passkey of ${person.name} waits for your countersignature` };
}
