import type { Refusal } from "#lib/domain/refusal.ts";
import { findPersons } from "#lib/store/people.ts";
import type { Transaction } from "#lib/store/transaction.ts";

const token = /@\{([0-9a-f-]{36})\}/g;

/** Puts people's names where a refusal holds their ids: the domain knows people by id alone. */
export async function withNames(
  tx: Transaction,
  refused: { ok: false; refusal: Refusal },
): Promise<{ ok: false; refusal: Refusal }> {
  const { refusal } = refused;
  const ids = [...refusal.message.matchAll(token)].map((match) => match[1] ?? "");
  if (ids.length === 0) return refused;
  const people = await findPersons(ids, tx);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "somebody";
  return {
    ok: false,
    refusal: { ...refusal, message: refusal.message.replace(token, (_, id: string) => nameOf(id)) },
  };
}
