import { type ApiToken, listApiTokens } from "#lib/store/api-tokens.ts";
import { findPersons } from "#lib/store/people.ts";
import { databaseNow } from "#lib/store/transaction.ts";

export type TokenLine = Omit<ApiToken, "createdBy"> & { createdBy: string };
export type TokensView = { tokens: TokenLine[]; serverNow: string };

const isPerson = (id: string) => /^[0-9a-f]{8}-/.test(id);

/** All tokens, by whom they were made and when they were used last; for who is no administrator, their own. */
export async function readTokens(viewer: {
  personId: string;
  isAdministrator: boolean;
}): Promise<TokensView> {
  const mine = viewer.isAdministrator ? undefined : viewer.personId;
  const [tokens, serverNow] = await Promise.all([listApiTokens(mine), databaseNow()]);
  const makers = tokens.map(({ createdBy }) => createdBy).filter(isPerson);
  const people = await findPersons([...new Set(makers)]);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "the command line";
  return { tokens: tokens.map((token) => ({ ...token, createdBy: nameOf(token.createdBy) })), serverNow };
}
