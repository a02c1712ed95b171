import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { PackProblem } from "#lib/domain/protocol/pack-problem.ts";
import { joined, type Lines } from "./place.ts";

type Read = { value: unknown; lines: Lines; problems: PackProblem[] };
type Node = { node: unknown; path: string; list: string | null };
type Walk = { lines: Map<string, number>; problems: PackProblem[]; lineAt: (offset: number) => number };

/**
 * YAML as plain data: no tag, no anchor, no alias and no merge key, because with them a few lines stand for
 * billions, or for something other than they say. A key that stands twice in one map is told.
 */
export function readYaml(text: string): Read {
  const counter = new LineCounter();
  const document = parsed(text, counter);
  if (Array.isArray(document)) return { value: null, lines: new Map(), problems: document };
  const walk: Walk = { lines: new Map(), problems: [], lineAt: (offset) => counter.linePos(offset).line };
  const errors = document.errors.slice(0, mostProblems).map(({ message, pos }) => ({
    path: "",
    message: `line ${walk.lineAt(pos[0])}: ${errorWords(message)}`,
  }));
  if (errors.length > 0) return { value: null, lines: walk.lines, problems: errors };
  visitAll(document.contents, walk);
  const value = walk.problems.length > 0 ? null : document.toJS({ maxAliasCount: 0 });
  return { value, lines: walk.lines, problems: walk.problems };
}

const mostProblems = 20;

/** Depth is bounded before, so that the parser's own recursion cannot run out of stack. */
const deepest = 64;

function parsed(text: string, lineCounter: LineCounter): Document.Parsed | PackProblem[] {
  if (isTooDeep(text)) return [{ path: "", message: `is nested more than ${deepest} levels deep` }];
  const options = { lineCounter, uniqueKeys: false, strict: true, version: "1.2", schema: "core" } as const;
  // Each pretty error looks through the text again, and a hostile text has as many errors as letters.
  return parseDocument(text, { ...options, prettyErrors: false, logLevel: "error" });
}

/** Counts brackets and dashes at a line's start wherever they stand, in text too: more than a pack could ever have. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [sign] of text.matchAll(/[[{}\]]/g)) {
    depth += sign === "[" || sign === "{" ? 1 : -1;
    if (depth > deepest) return true;
    if (depth < 0) depth = 0;
  }
  return text.split("\n").some((line) => (/^[\s?:-]*/.exec(line)?.[0] ?? "").split(/[?:-]/).length > deepest);
}

const errorWords = (message: string): string =>
  message.startsWith("Source contains multiple documents")
    ? "a second document begins; a file holds one pack"
    : (message.split("\n")[0]?.replace(/:$/, "") ?? message);

function visitAll(contents: unknown, walk: Walk): void {
  const waiting: Node[] = [{ node: contents, path: "", list: null }];
  for (
    let here = waiting.pop();
    here !== undefined && walk.problems.length < mostProblems;
    here = waiting.pop()
  ) {
    // Turned round, so that what stands first is looked at first; one by one, because a list may be very long.
    for (const inside of visit(here, walk).reverse()) waiting.push(inside);
  }
}

function visit(here: Node, walk: Walk): Node[] {
  const { node, path } = here;
  const line = lineOfNode(node, walk);
  if (line !== null && !walk.lines.has(path)) walk.lines.set(path, line);
  const message = whyNotPlain(node);
  if (message !== null) {
    walk.problems.push({ path, message });
    return [];
  }
  if (isSeq(node)) {
    return node.items.map((item, index) => ({ node: item, path: joined(path, index), list: path }));
  }
  return isMap(node) ? visitMap(node.items, here, walk) : [];
}

function lineOfNode(node: unknown, walk: Walk): number | null {
  const range = (node as { range?: [number, number, number] | null } | null)?.range;
  return range === undefined || range === null ? null : walk.lineAt(range[0]);
}

function whyNotPlain(node: unknown): string | null {
  if (isAlias(node)) return `refers to the anchor "${node.source}"; write it out: a pack has no aliases`;
  const { anchor, tag } = (node ?? {}) as { anchor?: string; tag?: string };
  if (anchor !== undefined) return `has the anchor "${anchor}"; a pack has no anchors`;
  return tag === undefined ? null : `has the tag ${tag}; a pack has no tags`;
}

type Pairs = { key: unknown; value: unknown }[];

function visitMap(pairs: Pairs, { path, list }: Node, walk: Walk): Node[] {
  const keys = new Set<string>();
  return pairs.flatMap(({ key, value }): Node[] => {
    const name = isScalar(key) ? String(key.value) : null;
    if (name === null || whyNotPlain(key) !== null) {
      walk.problems.push({ path, message: "has a key that is not a plain word" });
      return [];
    }
    const at = joined(path, name);
    if (keys.has(name)) walk.problems.push({ path: at, message: `"${name}" is there twice` });
    keys.add(name);
    walk.lines.set(at, lineOfNode(key, walk) ?? 1);
    if (name === "id" && list !== null && isScalar(value)) {
      walk.lines.set(joined(list, String(value.value)), lineOfNode(key, walk) ?? 1);
    }
    return [{ node: value, path: at, list: null }];
  });
}
