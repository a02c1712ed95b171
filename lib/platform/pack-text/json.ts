import type { PackProblem } from "#lib/domain/protocol/pack-problem.ts";
import { joined, type Lines } from "./place.ts";

/** An object or a list that is open where the scan stands. */
type Open = { path: string; keys: Set<string> | null; key: string; index: number; isKeyNext: boolean };
type Scan = { open: Open[]; lines: Map<string, number>; problems: PackProblem[] };

const tokens = /"(?:[^"\\]+|\\.)*"|[{}[\],:\n]|[^\s"{}[\],:]+/g;

/** A pack that is nested deeper is refused for that, and no line in it is of use. */
const deepest = 64;

/**
 * What a parser of JSON does not tell: the line of each place, and keys that stand twice in one object, of which it
 * keeps the last without a word. The text must have been parsed before, so only well-formed JSON is scanned.
 */
export function scanJson(text: string): { lines: Lines; problems: PackProblem[] } {
  const scan: Scan = { open: [], lines: new Map(), problems: [] };
  let line = 1;
  for (const [token] of text.matchAll(tokens)) {
    if (scan.open.length > deepest) break;
    if (token === "\n") line += 1;
    else take(scan, token, line);
  }
  return { lines: scan.lines, problems: scan.problems };
}

function take(scan: Scan, token: string, line: number): void {
  const here = scan.open.at(-1);
  if (token === "}" || token === "]") scan.open.pop();
  else if (token === ",") next(here);
  else if (token === ":") return;
  else if (here?.isKeyNext === true) takeKey(scan, here, token, line);
  else takeValue(scan, here, token, line);
}

function next(here: Open | undefined): void {
  if (here === undefined) return;
  if (here.keys === null) here.index += 1;
  else here.isKeyNext = true;
}

function takeKey(scan: Scan, here: Open, token: string, line: number): void {
  const key = String(JSON.parse(token));
  const path = joined(here.path, key);
  if (here.keys?.has(key)) scan.problems.push({ path, message: `"${key}" is there twice` });
  here.keys?.add(key);
  here.key = key;
  here.isKeyNext = false;
  scan.lines.set(path, line);
}

function takeValue(scan: Scan, here: Open | undefined, token: string, line: number): void {
  const path = here === undefined ? "" : joined(here.path, here.keys === null ? here.index : here.key);
  if (here?.keys === null) scan.lines.set(path, line);
  if (here?.key === "id" && token.startsWith('"')) nameItem(scan, here, token, line);
  if (token !== "{" && token !== "[") return;
  const keys = token === "{" ? new Set<string>() : null;
  scan.open.push({ path, keys, key: "", index: 0, isKeyNext: keys !== null });
}

/** A list's item is named by its id in what is said of it. */
function nameItem({ lines }: Scan, { path }: Open, token: string, line: number): void {
  const list = path.slice(0, Math.max(0, path.lastIndexOf(".")));
  lines.set(joined(list, String(JSON.parse(token))), line);
}
