import { PackSource, type ProtocolPack } from "./pack.ts";
import type { PackProblem } from "./pack-problem.ts";
import { answerProblems } from "./problems/answers.ts";
import { boundsProblems } from "./problems/bounds.ts";
import { circleProblems } from "./problems/circles.ts";
import { prefixProblems } from "./problems/prefix.ts";
import { shapeProblems } from "./problems/shape.ts";
import { stepTemplateProblems } from "./problems/step-templates.ts";
import { unguardedProblems } from "./problems/unguarded.ts";
import { unmeetableProblems } from "./problems/unmeetable.ts";
import { findDanglingNames } from "./references/find.ts";

export type ParsedPack = { ok: true; pack: ProtocolPack } | { ok: false; problems: PackProblem[] };

const mostProblems = 100;

/**
 * The only maker of a `ProtocolPack`: bounds and shape first, then every name it uses must be one that it declares.
 * Versions that were published long ago are read by it, too: what is asked of new ones alone stands in `judgePack`.
 */
export function parsePack(unknown: unknown): ParsedPack {
  const outOfBounds = boundsProblems(unknown);
  if (outOfBounds.length > 0) return { ok: false, problems: outOfBounds };
  const shape = PackSource.safeParse(unknown);
  if (!shape.success) {
    return refused(shapeProblems(shape.error.issues, { schema: PackSource, input: unknown }));
  }
  const dangling = findDanglingNames(shape.data);
  return dangling.length > 0 ? refused(dangling) : { ok: true, pack: shape.data as ProtocolPack };
}

const askedOfNewOnes = [
  stepTemplateProblems,
  circleProblems,
  unmeetableProblems,
  unguardedProblems,
  answerProblems,
  prefixProblems,
];

/**
 * What is asked of a pack before it is published: that it parses, that nothing in it would be owed for ever, that every
 * gate can be decided both ways, and that nothing is guarded in name only.
 */
export function judgePack(unknown: unknown): ParsedPack {
  const parsed = parsePack(unknown);
  if (!parsed.ok) return parsed;
  const problems = askedOfNewOnes.flatMap((find) => find(parsed.pack));
  return problems.length > 0 ? refused(problems) : parsed;
}

const refused = (problems: PackProblem[]): ParsedPack => ({
  ok: false,
  problems: problems.slice(0, mostProblems),
});
