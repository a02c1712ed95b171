import type { SignedRotation } from "../keys/rotation.ts";
import { type AnchorKeys, checkList, speaksFor } from "./check-list.ts";
import { type Anchors, anchorsIn } from "./check-stream.ts";
import { type CheckedList, compareLists } from "./compare-lists.ts";
import type { AnchorCheck, AnchorReport } from "./findings.ts";
import { type AnchorList, addLines } from "./list.ts";
import { isHeadSignedBy, readHead } from "./note.ts";
import { trustedIn } from "./rotations.ts";
import { type Hash, leafHash, rootOf, treeOf } from "./tree.ts";

/** A file of anchors: the whole list, or one signed tree head as it came by mail. */
export type GivenAnchors = { of: string; text: string };

export const isNote = (text: string) => !text.startsWith("{") && text.includes("\n\n— ");

type GivenList = Pick<CheckedList, "of" | "list">;

function listIn({ of, text }: GivenAnchors, report: AnchorReport): GivenList {
  const list: AnchorList = { leaves: [], heads: [] };
  const badLine = addLines(list, text);
  if (badLine !== null) report.wrong("list", `${of}, line ${badLine}`, "it is no line of an anchor list");
  return { of, list };
}

const checkedWith =
  (keys: AnchorKeys, report: AnchorReport) =>
  ({ of, list }: GivenList): CheckedList => {
    const trusted = checkList(of, list, keys, report);
    return { of, list, trusted, spokenFor: speaksFor(trusted) };
  };

/**
 * Checks each file of anchors, and the database's own list where there is one, and holds them against each other. Gives
 * the anchors that logs are then held against: those that signed heads speak for, wherever the list goes on the furthest.
 */
export function checkGiven(
  given: readonly GivenAnchors[],
  kept: GivenAnchors | null,
  trusted: AnchorKeys,
  report: AnchorReport,
  rotations: readonly SignedRotation[] = [],
): Anchors {
  const lists = given.filter(({ text }) => !isNote(text)).map((file) => listIn(file, report));
  const own = kept === null ? [] : [listIn(kept, report)];
  const keys = trustedIn([...own, ...lists], rotations, trusted, report);
  const check = checkedWith(keys, report);
  const [ours] = own.map(check);
  const theirs = lists.map(check);
  const [first] = theirs;
  if (ours !== undefined) for (const one of theirs) compareLists(one, ours, report);
  else for (const one of theirs.slice(1)) if (first !== undefined) compareLists(one, first, report);
  const all = ours === undefined ? theirs : [...theirs, ours];
  const longest = all.toSorted((left, right) => right.spokenFor - left.spokenFor)[0];
  const leaves = longest?.list.leaves.slice(0, longest.spokenFor) ?? [];
  const hashes = leaves.map(({ text }) => leafHash(text));
  for (const file of given.filter(({ text }) => isNote(text))) checkNote(file, hashes, keys, report);
  return anchorsIn({ leaves }, longest?.trusted ?? []);
}

/** A tree head alone: the list that is known has, or had, exactly that root. */
function checkNote({ of, text }: GivenAnchors, leaves: Hash[], keys: AnchorKeys, report: AnchorReport): void {
  const head = readHead(text);
  const place = head === null ? of : `${of}, tree head of ${head.size}`;
  const is = (check: AnchorCheck, message: string) => report.wrong(check, place, message);
  if (head === null) is("list", "it is no signed tree head");
  else if (!keys.some((key) => isHeadSignedBy(key, head)))
    is("trust", `it is signed as ${head.note.name}, by no key that you trust`);
  else if (head.size > leaves.length)
    is("rolled-back", `the list that is known ends after ${leaves.length} leaves`);
  else if (rootOf(treeOf(leaves.slice(0, head.size))) !== head.root)
    is("fork", "the list that is known had another root at that size");
}
