import { personToken } from "../incident/circumstances.ts";
import { type Refusal, refuse } from "../refusal.ts";
import type { DeputyState } from "./deputy-events.ts";

type Roles = Record<string, { title: string; party?: string | undefined }>;
export type Side = {
  party: string;
  title: string;
  parties: readonly string[];
  roles: Roles;
  rule: string | null;
};
type Person = { id: string; roles: readonly string[] };
/** Whoever is to be named, with the side that they are of where they sign; null where there is nobody of that id. */
export type Candidate = { id: string; party: string | null } | null;
export type Naming = { from: string; until: string };

/** Whether a member leads their side: holds one of its roles; where it has none, every member does. */
export function leadsSide({ roles }: Pick<Person, "roles">, party: string, known: Roles): boolean {
  const ofSide = Object.keys(known).filter((role) => known[role]?.party === party);
  return ofSide.length === 0 || ofSide.some((role) => roles.includes(role));
}

type Refused = { ok: false; refusal: Refusal };

export function notLeading(person: Person, { party, title, roles, rule }: Side): Refused | null {
  if (leadsSide(person, party, roles)) return null;
  const leads = Object.values(roles).filter((role) => role.party === party);
  return refuse(
    "unauthorised",
    rule,
    `A deputy for the ${title.toLowerCase()} is up to the ${leads.map((role) => role.title).join(" or ")}.`,
  );
}

export type NamedAt = {
  deputies: readonly DeputyState[];
  /** The other side that a person has signed for here, if any. */
  signedForOther: (person: string) => boolean;
  now: string;
};

/** Why a lead cannot name this person: a deputy is of neither side, has signed for no other, and acts for a time that is still to come. */
export function notAsDeputy(
  lead: Person,
  candidate: Candidate,
  side: Side,
  { from, until }: Naming,
  { deputies, signedForOther, now }: NamedAt,
): Refused | null {
  const unleading = notLeading(lead, side);
  if (unleading !== null) return unleading;
  const { party, title, parties, rule } = side;
  if (candidate === null) return refuse("invalid", rule, "There is no such person here.");
  const who = personToken(candidate.id);
  if (candidate.id === lead.id)
    return refuse("invalid", rule, "You sign by yourself, and are nobody's deputy.");
  if (candidate.party === party)
    return refuse("conflict", rule, `${who} is of the ${title.toLowerCase()} and signs without being named.`);
  if (candidate.party !== null && parties.includes(candidate.party))
    return refuse("unauthorised", rule, `${who} is of the other side; nobody signs for both.`);
  if (signedForOther(candidate.id))
    return refuse("unauthorised", rule, `${who} has signed for the other side here; nobody signs for both.`);
  const named = deputies.find((one) => one.person === candidate.id && one.ended === null && one.until > now);
  if (named !== undefined)
    return refuse("conflict", rule, `${who} is named a deputy already (entry ${named.seq}).`);
  if (from >= until || until <= now)
    return refuse("invalid", rule, "Expected a time to sign in that ends after it begins, and after now.");
  return null;
}

/** The naming that a lead takes back, or why they cannot. */
export function notToEnd(
  lead: Person,
  side: Side,
  deputies: readonly DeputyState[],
  named: number,
): Refused | null {
  const { rule } = side;
  const deputy = deputies.find(({ seq }) => seq === named);
  if (deputy === undefined) return refuse("invalid", rule, `Entry ${named} names no deputy.`);
  if (deputy.party !== side.party)
    return refuse("unauthorised", rule, "It was the other side that named this deputy.");
  const unleading = notLeading(lead, side);
  if (unleading !== null) return unleading;
  return deputy.ended === null
    ? null
    : refuse(
        "conflict",
        rule,
        `${personToken(deputy.ended.by)} took it back already (entry ${deputy.ended.seq}).`,
      );
}
