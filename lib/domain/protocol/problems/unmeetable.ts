import type { z } from "zod";
import type { PackSource } from "../pack.ts";
import type { PackProblem } from "../pack-problem.ts";

type Source = z.output<typeof PackSource>;

/** What waits for an act that the pack gives nobody: it would be owed for ever. */
export function unmeetableProblems(pack: Source): PackProblem[] {
  const { mode, scope, unfreeze } = pack;
  const modeless: PackProblem[] =
    mode !== undefined && scope === undefined
      ? [{ path: "scope", message: "is missing: rollback mode is declared at one of its levels" }]
      : [];
  return [
    ...modeless,
    ...(mode === undefined ? waitingFor(pack, "mode-declared", "mode") : []),
    ...(unfreeze === undefined ? waitingFor(pack, "unfrozen", "unfreeze") : []),
  ];
}

/** The places at which a condition of a kind stands, whatever asks for it. */
function waitingFor(pack: Source, kind: string, section: string): PackProblem[] {
  const found: PackProblem[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    if ("is" in value && value.is === kind)
      found.push({ path, message: `waits for "${kind}", and this pack has no ${section}` });
    for (const [key, inside] of Object.entries(value)) look(inside, path === "" ? key : `${path}.${key}`);
  };
  look(pack, "");
  return found;
}
