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
    ...sometimesMissing(pack),
    ...(mode === undefined ? waitingFor(pack, "mode-declared", "mode") : []),
    ...(unfreeze === undefined ? waitingFor(pack, "unfrozen", "unfreeze") : []),
  ];
}

/** A bundle waits for all of its evidence, in every incident: what is owed only sometimes would keep it open for ever. */
const sometimesMissing = ({ bundles, evidence }: Source): PackProblem[] =>
  Object.entries(bundles).flatMap(([name, bundle]) =>
    bundle.evidence.flatMap((one, index) =>
      (evidence[one]?.when.length ?? 0) === 0
        ? []
        : [
            {
              path: `bundles.${name}.evidence.${index}`,
              message: `"${one}" is owed only sometimes, and the bundle waits for it always; leave it out here, or its "when" there`,
            },
          ],
    ),
  );

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
