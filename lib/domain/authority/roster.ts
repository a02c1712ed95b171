import { accept, type Outcome, refuse } from "../refusal.ts";

/** What a person holds outside any incident: a side, standing roles, and those of them held right now; or an auditor's eyes. */
export type Holding = {
  party: string | null;
  roles: readonly string[];
  onCallRoles: readonly string[];
  isAuditor: boolean;
};

/** A role as the published protocols know it; `party` where it belongs to one side. */
export type KnownRole = { key: string; title: string; party: string | null };
export type KnownParty = { key: string; title: string };
export type Vocabulary = { roles: readonly KnownRole[]; parties: readonly KnownParty[] };

export type RosterChange = {
  /** The administrator who asks, or null for the console itself. */
  asker: string | null;
  person: { id: string; name: string };
  before: Holding;
  after: Holding;
};

/**
 * A party's signers are changed by somebody else than the one who gains: an administrator who could give himself a
 * side, or a side's role, could sign for it alone. Nor does anybody make himself an auditor, who reads every side's words
 * and therefore is of none.
 */
export function decideRoster(change: RosterChange, known: Vocabulary): Outcome<Holding> {
  const { before, after } = change;
  const added = after.roles.filter((role) => !before.roles.includes(role));
  const meaningless = whyMeaningless(change, known, added);
  if (meaningless !== null) return refuse("invalid", null, meaningless);
  const side = after.party !== before.party ? after.party : null;
  const sided = added.find((role) => partyOf(known, role) !== null);
  if (change.asker === change.person.id && (side !== null || sided !== undefined)) {
    const what = side === null ? `the role ${titleOf(known, sided ?? "")}` : partyTitle(known, side);
    return refuse(
      "unauthorised",
      null,
      `You cannot give yourself ${what}: whoever signs for a party is named by somebody else. Ask another administrator.`,
    );
  }
  if (change.asker === change.person.id && after.isAuditor && !before.isAuditor)
    return refuse(
      "unauthorised",
      null,
      "You cannot make yourself an auditor: whoever reads every side's words is named by somebody else. Ask another administrator.",
    );
  return accept({
    isAuditor: after.isAuditor,
    party: after.party,
    roles: [...new Set(after.roles)].sort(),
    onCallRoles: [...new Set(after.onCallRoles)].sort(),
  });
}

function whyMeaningless(
  { person, before, after }: RosterChange,
  known: Vocabulary,
  added: string[],
): string | null {
  if (after.isAuditor && (after.party !== null || after.roles.length > 0))
    return `An auditor reads every side's words, and so holds no party and no role. Take ${person.name}'s away, or leave it.`;
  const unknownParty =
    after.party !== null &&
    after.party !== before.party &&
    !known.parties.some(({ key }) => key === after.party);
  if (unknownParty)
    return `No published protocol has a party "${after.party}". There are: ${keysOf(known.parties)}.`;
  const unknownRole = added.find((role) => !known.roles.some(({ key }) => key === role));
  if (unknownRole !== undefined)
    return `No published protocol has a role "${unknownRole}". There are: ${keysOf(known.roles)}.`;
  const idle = after.onCallRoles.find((role) => !after.roles.includes(role));
  if (idle !== undefined)
    return `${person.name} cannot be on call for a role that they do not hold: ${titleOf(known, idle)}.`;
  const foreign = after.roles.find((role) => {
    const party = partyOf(known, role);
    return party !== null && party !== after.party;
  });
  if (foreign === undefined) return null;
  const party = partyTitle(known, partyOf(known, foreign) ?? "");
  return `${titleOf(known, foreign)} is a role of ${party}, and ${person.name} would be no member of it. Set the party too, or leave the role.`;
}

const keysOf = (parts: readonly { key: string }[]) => parts.map(({ key }) => key).join(", ") || "none";
const partyOf = (known: Vocabulary, role: string) =>
  known.roles.find(({ key }) => key === role)?.party ?? null;
const titleOf = (known: Vocabulary, role: string) =>
  known.roles.find(({ key }) => key === role)?.title ?? role;
const partyTitle = (known: Vocabulary, party: string) =>
  known.parties.find(({ key }) => key === party)?.title ?? party;
