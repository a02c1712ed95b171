import type { PackProblem } from "../pack-problem.ts";

/** More than any document ever needed, and little enough that every check of a pack is soon done. */
export const mostOfAKind = 500;
const mostValues = 20_000;
const deepest = 24;
const longestText = 20_000;

type Node = { value: unknown; path: string; depth: number };

/**
 * What makes a value too large, too deep or too sly to be looked at as a pack; found without recursion and before any
 * other check, so that a hostile file costs no more than a good one.
 */
export function boundsProblems(pack: unknown): PackProblem[] {
  const waiting: Node[] = [{ value: pack, path: "", depth: 0 }];
  for (let seen = 0; ; seen += 1) {
    const node = waiting.pop();
    if (node === undefined) return [];
    if (seen > mostValues)
      return [{ path: "", message: `holds more than ${mostValues} values; a pack has to be smaller` }];
    const message = whyNot(node);
    if (message !== null) return [{ path: node.path, message }];
    waiting.push(...inside(node));
  }
}

function whyNot({ value, depth }: Node): string | null {
  if (typeof value === "string") {
    return value.length > longestText ? `is a text of more than ${longestText} characters` : null;
  }
  if (typeof value !== "object" || value === null) return null;
  if (depth > deepest) return `is nested more than ${deepest} levels deep`;
  const keys = Object.keys(value);
  if (keys.length > mostOfAKind) return `holds ${keys.length} entries; expected at most ${mostOfAKind}`;
  const sly = keys.find(isInherited);
  return sly === undefined ? null : `"${sly}" cannot be a name: every object has one of that name already`;
}

/** A name that every object answers to, such as `constructor`: looked up, it would be found where nobody declared it. */
const isInherited = (name: string): boolean => name in Object.prototype || name === "prototype";

const inside = ({ value, path, depth }: Node): Node[] =>
  typeof value !== "object" || value === null
    ? []
    : Object.entries(value).map(([key, one]) => ({
        value: one,
        path: path === "" ? key : `${path}.${key}`,
        depth: depth + 1,
      }));
