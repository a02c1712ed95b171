import { closestMatch } from "leven";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import type { PackProblem } from "#lib/domain/protocol/pack-problem.ts";
import { judgePack } from "#lib/domain/protocol/parse-pack.ts";
import { type Lines, lineOf } from "./place.ts";
import { readPackText } from "./read.ts";

/** A problem as its author is told it: where, in which line, what is wrong, and which name was probably meant. */
export type TextProblem = { path: string; line: number | null; message: string; meant: string | null };

export type CheckedText =
  | { ok: true; pack: ProtocolPack; lines: Lines }
  | { ok: false; problems: TextProblem[] };

/** Reads and judges a pack's text: the one way in for every file, whoever brings it. */
export function checkPackText(bytes: Uint8Array): CheckedText {
  const read = readPackText(bytes);
  const parsed = read.ok ? judgePack(read.value) : read;
  if (parsed.ok) return { ok: true, pack: parsed.pack, lines: read.lines };
  return { ok: false, problems: parsed.problems.map((problem) => told(problem, read.lines)) };
}

export const told = (problem: PackProblem, lines: Lines): TextProblem => ({
  path: problem.path,
  line: lineOf(lines, problem.path),
  message: problem.message,
  meant: meantBy(problem),
});

/** The nearest right name: one that was begun, else one near enough for a slip: a third of the letters may differ. */
function meantBy({ found, names }: PackProblem): string | null {
  if (found === undefined || names === undefined || found.length > 60) return null;
  const begun = names.find((name) => name.startsWith(found) || (found.startsWith(name) && name.length > 3));
  if (begun !== undefined && found.length > 3) return begun;
  const near = closestMatch(found, names.slice(0, 500), {
    maxDistance: Math.max(2, Math.ceil(found.length / 3)),
  });
  return near ?? null;
}

/** One line for a terminal: `line 12, clocks.first.owner.role: … Did you mean "lead"?` */
export function problemSentence({ path, line, message, meant }: TextProblem): string {
  const place = [line === null ? "" : `line ${line}`, path].filter((one) => one !== "").join(", ");
  return `${place === "" ? "" : `${place}: `}${message}${meant === null ? "" : ` — did you mean "${meant}"?`}`;
}
