import { accept, type Outcome, refuse } from "../refusal.ts";
import type { ProtocolPack } from "./pack.ts";

/** What the rules of publishing ask of a draft. */
export type DraftStanding = {
  ownerId: string;
  version: string;
  hash: string;
  isProposed: boolean;
  endedAs: "published" | "withdrawn" | null;
};
export type Publisher = { id: string; isAdministrator: boolean; roles: readonly string[] };
type Published = { version: string; hash: string };

const numbers = (version: string): number[] => version.split(".").map(Number);

/** Which of two versions is the later one, number by number. */
export function compareVersions(left: string, right: string): number {
  const others = numbers(right);
  const differences = numbers(left).map((number, index) => number - (others[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** A version's number means one content for ever, and numbers go up. */
export function checkVersion(draft: Published, published: readonly Published[]): Outcome<null> {
  const { version, hash } = draft;
  if (published.some((one) => one.hash === hash))
    return refuse("conflict", null, `Version ${version} with exactly this content is published already.`);
  if (published.some((one) => one.version === version))
    return refuse(
      "conflict",
      null,
      `Version ${version} is published with other content. Give this one a number of its own.`,
    );
  const later = published.find((one) => compareVersions(one.version, version) > 0);
  if (later !== undefined)
    return refuse(
      "conflict",
      null,
      `Version ${later.version} is published already; expected a higher number than that, found ${version}.`,
    );
  return accept(null);
}

/** A draft that became a version or was withdrawn is over. */
function checkOpen({ endedAs }: DraftStanding): Outcome<null> {
  if (endedAs === null) return accept(null);
  return refuse("stale", null, `This draft was ${endedAs} already.`);
}

/** Its owner asks for a draft to be published, once. */
export function checkPropose(draft: DraftStanding, person: Publisher): Outcome<null> {
  const open = checkOpen(draft);
  if (!open.ok) return open;
  if (person.id !== draft.ownerId)
    return refuse("unauthorised", null, "Only the person who uploaded a draft proposes it.");
  return draft.isProposed ? refuse("stale", null, "This draft is proposed already.") : accept(null);
}

/**
 * Four eyes: a second person publishes what its owner proposed. An administrator may, and whoever holds a role that
 * the version in force names as its approver; the draft's own word on that is not asked.
 */
export function checkPublish(
  draft: DraftStanding,
  person: Publisher,
  inForce: ProtocolPack | null,
): Outcome<null> {
  const open = checkOpen(draft);
  if (!open.ok) return open;
  if (person.id === draft.ownerId) {
    const first = draft.isProposed ? "" : " Propose it first.";
    return refuse(
      "unauthorised",
      null,
      `A second person publishes it: whoever uploaded a draft cannot.${first}`,
    );
  }
  if (!draft.isProposed)
    return refuse("rule", null, "Its owner has not proposed this draft; ask them to, then publish it.");
  const roles = inForce === null ? [] : approverRoles(inForce);
  if (person.isAdministrator || person.roles.some((role) => roles.includes(role))) return accept(null);
  const titles = roles.map((role) => inForce?.roles[role]?.title ?? role);
  return refuse("unauthorised", null, `Only ${["an administrator", ...titles].join(" or ")} publishes it.`);
}

/** Its owner or an administrator takes a draft back. */
export function checkWithdraw(draft: DraftStanding, person: Publisher): Outcome<null> {
  const open = checkOpen(draft);
  if (!open.ok) return open;
  return person.id === draft.ownerId || person.isAdministrator
    ? accept(null)
    : refuse("unauthorised", null, "Only its owner or an administrator withdraws a draft.");
}

/** The roles that a pack's review names as approvers, by their name or their title. */
export const approverRoles = ({ review, roles }: ProtocolPack): string[] =>
  Object.entries(roles).flatMap(([name, { title }]) =>
    (review?.approvers ?? []).some((one) => one === name || one.toLowerCase() === title.toLowerCase())
      ? [name]
      : [],
  );
