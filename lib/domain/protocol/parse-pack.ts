import { PackSource, type ProtocolPack } from "./pack.ts";
import type { PackProblem } from "./pack-problem.ts";
import { boundsProblems } from "./problems/bounds.ts";
import { circleProblems } from "./problems/circles.ts";
import { shapeProblems } from "./problems/shape.ts";
import { stepTemplateProblems } from "./problems/step-templates.ts";
import { unmeetableProblems } from "./problems/unmeetable.ts";
import { findDanglingNames } from "./references/find.ts";

export type ParsedPack = { ok: true; pack: ProtocolPack } | { ok: false; problems: PackProblem[] };

const mostProblems = 100;

/**
 * The only maker of a `ProtocolPack`: bounds and shape first, then every name it uses must be one that it declares, and
 * nothing in it may wait for itself.
 */
export function parsePack(unknown: unknown): ParsedPack {
  const outOfBounds = boundsProblems(unknown);
  if (outOfBounds.length > 0) return { ok: false, problems: outOfBounds };
  const shape = PackSource.safeParse(unknown);
  if (!shape.success) {
    const found = shapeProblems(shape.error.issues, { schema: PackSource, input: unknown });
    return { ok: false, problems: found.slice(0, mostProblems) };
  }
  const dangling = [...findDanglingNames(shape.data), ...stepTemplateProblems(shape.data)];
  const problems =
    dangling.length > 0 ? dangling : [...circleProblems(shape.data), ...unmeetableProblems(shape.data)];
  return problems.length > 0
    ? { ok: false, problems: problems.slice(0, mostProblems) }
    : { ok: true, pack: shape.data as ProtocolPack };
}
