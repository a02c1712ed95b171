import type { Refusal } from "#lib/domain/refusal.ts";
import { readEntryText } from "#lib/store/entry-text.ts";
import { findPersons } from "#lib/store/people.ts";
import type { Transaction } from "#lib/store/transaction.ts";

const personToken = /@\{([0-9a-f-]{36})\}/g;
const entryToken = /#\{(\d+)\}/g;

const found = (token: RegExp, texts: string[]): string[] =>
  texts.flatMap((text) => [...text.matchAll(token)].map((match) => match[1] ?? ""));

/**
 * Puts people's names and a task's words where a refusal holds an id or an entry's place: the domain knows no more.
 * Without a reference there is no log whose words could be meant.
 */
export async function withNames(
  tx: Transaction,
  refused: { ok: false; refusal: Refusal },
  reference?: string,
): Promise<{ ok: false; refusal: Refusal }> {
  const { refusal } = refused;
  const texts = [refusal.message, ...refusal.blockers.map(({ message }) => message)];
  const ids = found(personToken, texts);
  const places = reference === undefined ? [] : found(entryToken, texts);
  if (ids.length + places.length === 0) return refused;
  const people = await findPersons(ids, tx);
  const titles = new Map<string, string>();
  for (const place of places) {
    const text = await readEntryText(reference ?? "", Number(place), "TaskAdded", tx);
    titles.set(place, text?.title ?? "a task whose words are not shown");
  }
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "somebody";
  const spoken = (text: string) =>
    text
      .replace(personToken, (_, id: string) => nameOf(id))
      .replace(entryToken, (_, place: string) => titles.get(place) ?? "a task");
  const blockers = refusal.blockers.map((one) => ({ ...one, message: spoken(one.message) }));
  return { ok: false, refusal: { ...refusal, message: spoken(refusal.message), blockers } };
}
