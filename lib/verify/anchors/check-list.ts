import type { ConsoleKey } from "../bundle/ed25519.ts";
import type { AnchorReport } from "./findings.ts";
import type { AnchorList, ListedHead } from "./list.ts";
import { isHeadSignedBy } from "./note.ts";
import { type GivenUp, givenUpIn } from "./rotations.ts";
import { emptyTree, grown, leafHash, rootOf } from "./tree.ts";

/** Keys that are known from elsewhere to be the console's. */
export type AnchorKeys = readonly ConsoleKey[];

/**
 * Every tree head is signed by a key to trust and is that of the leaves before it. Since all of them are held against
 * the one list of leaves, each two of them are consistent, too. Gives the tree heads that are so, in their order.
 */
export function checkList(
  of: string,
  list: AnchorList,
  keys: AnchorKeys,
  report: AnchorReport,
): readonly ListedHead[] {
  let tree = emptyTree;
  const trusted: ListedHead[] = [];
  const givenUp = givenUpIn(list, keys);
  for (const listed of list.heads) {
    const { head, after } = listed;
    for (const { text } of list.leaves.slice(tree.size, after)) tree = grown(tree, leafHash(text));
    const where = placeOfHead(of, listed);
    if (isBefore(listed, givenUp) || !isTrusted(listed, keys, where, report)) continue;
    const fault =
      head.size === after ? null : `it stands after ${after} leaves: ${aroundIn(head.size, after)}`;
    const isTheirs = fault === null && rootOf(tree) === head.root;
    if (isTheirs) trusted.push(listed);
    else {
      const reason = fault ?? "its root is not that of the leaves before it";
      const spokenFor = speaksFor(trusted);
      report.wrong(
        "tree",
        where,
        `${reason}; what was changed stands among the leaves ${spokenFor + 1} to ${after}`,
      );
      return trusted;
    }
  }
  const spokenFor = speaksFor(trusted);
  if (list.leaves.length > spokenFor && list.heads.at(-1)?.after !== list.leaves.length)
    report.wrong("tree", `${of}, leaf ${spokenFor + 1}`, "no tree head was signed over it");
  return trusted;
}

/** How many leaves these tree heads speak for. */
export const speaksFor = (heads: readonly ListedHead[]): number => heads.at(-1)?.after ?? 0;

/** Signed, before it was given up, by a key that nobody is asked to trust any more: a later head speaks for its leaves. */
const isBefore = ({ head, after }: ListedHead, givenUp: readonly GivenUp[]): boolean =>
  givenUp.some((one) => after <= one.at && one.keys.some((key) => isHeadSignedBy(key, head)));

const aroundIn = (size: number, after: number) => (size > after ? "one is missing" : "one was added");

export const placeOfHead = (of: string, { head }: ListedHead): string => `${of}, tree head of ${head.size}`;

function isTrusted({ head }: ListedHead, keys: AnchorKeys, where: string, report: AnchorReport): boolean {
  if (keys.some((key) => isHeadSignedBy(key, head))) return true;
  const names = keys.map(({ id }) => id.slice(0, 32));
  const isTheirName = names.some((name) => head.note.name.endsWith(`/${name}`));
  if (isTheirName) report.wrong("signature", where, "its signature is not that of the key that it names");
  else report.wrong("trust", where, `it is signed as ${head.note.name}, by no key that you trust`);
  return false;
}
