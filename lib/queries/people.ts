import type { Viewer } from "#lib/auth/session/viewer.ts";
import type { PackVocabulary } from "#lib/domain/protocol/vocabulary.ts";
import { listPeople } from "#lib/store/people.ts";
import { readVocabulary } from "./vocabulary.ts";

export type HeldRole = { key: string; title: string; party: string | null; isOnCall: boolean };
export type PersonLine = {
  id: string;
  name: string;
  email: string;
  party: { key: string; title: string; of: string } | null;
  roles: HeldRole[];
  isAdministrator: boolean;
  isAuditor: boolean;
  isViewer: boolean;
};
export type OnCallRole = { key: string; title: string; people: { id: string; name: string }[] };
export type RosterView = {
  people: PersonLine[];
  /** Every role of a protocol that somebody holds or should hold, with who is on call for it. */
  onCall: OnCallRole[];
  vocabulary: PackVocabulary;
  mayChange: boolean;
};

/** Who is here, for which side, in which roles, and who is on call. Everybody signed in may know that. */
export async function readRoster(viewer: Pick<Viewer, "personId" | "isAdministrator">): Promise<RosterView> {
  const [people, vocabulary] = await Promise.all([listPeople(), readVocabulary()]);
  const roleOf = (key: string) => vocabulary.roles.find((role) => role.key === key);
  const partyOf = (key: string | null) => {
    const known = vocabulary.parties.find((party) => party.key === key);
    return key === null ? null : { key, title: known?.title ?? key, of: known?.of ?? "" };
  };
  const lines = people.map(({ id, name, email, party, roles, onCallRoles, isAdministrator, isAuditor }) => ({
    id,
    name,
    email,
    party: partyOf(party),
    roles: roles.map((key) => ({
      key,
      title: roleOf(key)?.title ?? key,
      party: roleOf(key)?.party ?? null,
      isOnCall: onCallRoles.includes(key),
    })),
    isAdministrator,
    isAuditor,
    isViewer: id === viewer.personId,
  }));
  const onCall = vocabulary.roles.map(({ key, title }) => ({
    key,
    title,
    people: people.filter((person) => person.onCallRoles.includes(key)).map(({ id, name }) => ({ id, name })),
  }));
  return { people: lines, onCall, vocabulary, mayChange: viewer.isAdministrator };
}
