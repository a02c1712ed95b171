import type { KnownParty, KnownRole } from "../authority/roster.ts";
import type { ProtocolPack } from "./pack.ts";

export type RoleWord = KnownRole & { packs: string[] };
export type PartyWord = KnownParty & { of: string; packs: string[] };
export type AudienceWord = { key: string; title: string; packs: string[] };
export type PackVocabulary = { roles: RoleWord[]; parties: PartyWord[]; audiences: AudienceWord[] };

/**
 * The names that the published protocols share: a key means the same in all of them. Where one says that a role
 * belongs to a party, it belongs to it everywhere, because nobody may hold it around that party.
 */
export function vocabularyOf(packs: readonly ProtocolPack[]): PackVocabulary {
  const roles = new Map<string, RoleWord>();
  const parties = new Map<string, PartyWord>();
  const audiences = new Map<string, AudienceWord>();
  for (const pack of packs) {
    for (const [key, { title, party }] of Object.entries(pack.roles)) {
      const known = roles.get(key) ?? { key, title, party: null, packs: [] };
      roles.set(key, { ...known, party: known.party ?? party ?? null, packs: [...known.packs, pack.id] });
    }
    for (const [key, { title, of }] of Object.entries(pack.parties)) {
      const known = parties.get(key) ?? { key, title, of, packs: [] };
      parties.set(key, { ...known, packs: [...known.packs, pack.id] });
    }
    for (const [key, { title }] of Object.entries(pack.audiences)) {
      const known = audiences.get(key) ?? { key, title, packs: [] };
      audiences.set(key, { ...known, packs: [...known.packs, pack.id] });
    }
  }
  return { roles: inOrder(roles), parties: inOrder(parties), audiences: inOrder(audiences) };
}

const inOrder = <T extends { title: string }>(words: Map<string, T>): T[] =>
  [...words.values()].sort((a, b) => (a.title < b.title ? -1 : 1));
