import { type PackVocabulary, vocabularyOf } from "#lib/domain/protocol/vocabulary.ts";
import { listCurrentPacks } from "#lib/store/packs.ts";
import type { Transaction } from "#lib/store/transaction.ts";

/** The roles, parties and audiences that the published protocols know now. */
export const currentVocabulary = async (tx: Transaction): Promise<PackVocabulary> =>
  vocabularyOf((await listCurrentPacks(tx)).map(({ pack }) => pack));
