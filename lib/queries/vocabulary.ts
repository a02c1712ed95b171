import { type PackVocabulary, vocabularyOf } from "#lib/domain/protocol/vocabulary.ts";
import { listCurrentPacks } from "#lib/store/packs.ts";

/** The roles, parties and audiences of all published protocols, by their titles. */
export const readVocabulary = async (): Promise<PackVocabulary> =>
  vocabularyOf((await listCurrentPacks()).map(({ pack }) => pack));
