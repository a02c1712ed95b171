import { isWaiting, vouchersFor } from "#lib/domain/passkey/admission.ts";
import type { EnrolledKey } from "#lib/domain/passkey/key.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { readRegister } from "#lib/store/passkey-log.ts";
import { listEveryPasskey } from "#lib/store/passkeys.ts";
import { listPeople, type Person } from "#lib/store/people.ts";

/** A key that waits for the viewer's word. */
export type ToCountersign = {
  credentialId: string;
  label: string;
  person: string;
  party: string;
  enrolledAt: string;
  /** The first digits of the public key's SHA-256, to compare by another way. */
  fingerprint: string;
};
/** For which party an own key signs, and by whose word; or who can give it. */
export type OwnStanding =
  | { state: "signs"; party: string; by: string | null }
  | { state: "waits"; party: string; from: string[] };
export type Countersignatures = {
  standings: Record<string, OwnStanding>;
  fingerprints: Record<string, string>;
  queue: ToCountersign[];
};

export const fingerprintOf = (publicKeyCose: string): string =>
  sha256(publicKeyCose)
    .slice(0, 16)
    .replace(/(.{4})(?=.)/g, "$1 ");

/** How a person's own passkeys stand, and whose wait for this person's countersignature. */
export async function readCountersignatures(personId: string): Promise<Countersignatures> {
  const [register, people, passkeys] = await Promise.all([readRegister(), listPeople(), listEveryPasskey()]);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "somebody who has left";
  const found: Countersignatures = { standings: {}, fingerprints: {}, queue: [] };
  for (const { credentialId, label, createdAt } of passkeys) {
    const key = register.find((one) => one.credentialId === credentialId);
    const party = people.find(({ id }) => id === key?.person)?.party ?? null;
    if (key === undefined || party === null) continue;
    const vouchers = isWaiting(key, party) ? vouchersFor(register, key, party, people) : [];
    const fingerprint = fingerprintOf(key.publicKeyCose);
    if (key.person === personId) {
      found.standings[credentialId] = standingOf(key, party, vouchers, nameOf);
      found.fingerprints[credentialId] = fingerprint;
    }
    if (vouchers.includes(personId))
      found.queue.push({
        credentialId,
        label,
        person: nameOf(key.person),
        party,
        enrolledAt: createdAt,
        fingerprint,
      });
  }
  return found;
}

function standingOf(
  key: EnrolledKey,
  party: string,
  vouchers: string[],
  nameOf: (id: Person["id"]) => string,
): OwnStanding {
  const admission = key.admitted.find((one) => one.party === party);
  if (admission === undefined) return { state: "waits", party, from: vouchers.map(nameOf) };
  const { by } = admission;
  return { state: "signs", party, by: by.means === "invitation" ? null : nameOf(by.signer) };
}
