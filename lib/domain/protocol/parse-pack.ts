import { PackSource, type ProtocolPack } from "./pack.ts";
import type { PackProblem } from "./pack-problem.ts";
import { findDanglingNames } from "./references/find.ts";

export type ParsedPack = { ok: true; pack: ProtocolPack } | { ok: false; problems: PackProblem[] };

/** The only maker of a `ProtocolPack`: shape first, then every name it uses must be one that it declares. */
export function parsePack(unknown: unknown): ParsedPack {
  const shape = PackSource.safeParse(unknown);
  if (!shape.success) {
    return {
      ok: false,
      problems: shape.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })),
    };
  }
  const problems = findDanglingNames(shape.data);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pack: shape.data as ProtocolPack };
}
