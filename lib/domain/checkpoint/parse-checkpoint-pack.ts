import type { PackProblem } from "../protocol/pack-problem.ts";
import { type CheckpointPack, CheckpointSource, type Item } from "./pack.ts";

export type ParsedCheckpointPack =
  | { ok: true; pack: CheckpointPack }
  | { ok: false; problems: PackProblem[] };

type Source = Omit<CheckpointPack, symbol>;
type Use = { path: string; found: string | undefined; names: readonly string[]; what: string };

/** The only maker of a `CheckpointPack`: its shape first, then every name in it must be one that it declares, once. */
export function parseCheckpointPack(unknown: unknown): ParsedCheckpointPack {
  const shape = CheckpointSource.safeParse(unknown);
  if (!shape.success) {
    const problems = shape.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return { ok: false, problems };
  }
  const problems = [...twice(shape.data), ...dangling(usesOf(shape.data))];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pack: shape.data as CheckpointPack };
}

const ids = (parts: readonly { id: string }[]) => parts.map(({ id }) => id);

/** What is reported on is known by its id alone, so no two may share one. */
function twice(pack: Source): PackProblem[] {
  const subjects = [
    ...pack.criteria.flatMap(({ items }, group) =>
      items.map(({ id }, item) => ({ id, path: `criteria.${group}.items.${item}` })),
    ),
    ...Object.keys(pack.runs).map((id) => ({ id, path: `runs.${id}` })),
  ];
  return subjects
    .filter(({ id }, index) => subjects.findIndex((one) => one.id === id) < index)
    .map(({ id, path }) => ({ path, message: `"${id}" is declared twice; expected a name of its own.` }));
}

function usesOf(pack: Source): Use[] {
  const parties = Object.keys(pack.parties);
  const party = (path: string, found: string | undefined): Use => ({
    path,
    found,
    names: parties,
    what: "party",
  });
  const run = (path: string, found: string): Use => ({
    path,
    found,
    names: Object.keys(pack.runs),
    what: "run",
  });
  return [
    ...Object.entries(pack.roles).map(([name, role]) => party(`roles.${name}.party`, role.party)),
    ...Object.entries(pack.runs).map(([name, one]) => party(`runs.${name}.party`, one.party)),
    ...pack.criteria.flatMap(({ items }, group) =>
      items.flatMap((item, index) => itemUses(pack, item, `criteria.${group}.items.${index}`, party)),
    ),
    ...pack.noGo.flatMap((one, index) =>
      one.unless === "run-green" ? [run(`noGo.${index}.run`, one.run)] : [],
    ),
    ...pack.record.flatMap((part, index) =>
      "party" in part ? [party(`record.${index}.party`, part.party)] : [],
    ),
    ...pack.questions.flatMap(({ needs, unless }, index): Use[] => [
      ...needs.map((found, place) => ({
        path: `questions.${index}.needs.${place}`,
        found,
        names: ids(pack.criteria),
        what: "group of criteria",
      })),
      ...unless.map((found, place) => ({
        path: `questions.${index}.unless.${place}`,
        found,
        names: ids(pack.noGo),
        what: "NO-GO criterion",
      })),
    ]),
  ];
}

function itemUses(
  pack: Source,
  item: Item,
  path: string,
  party: (path: string, found: string | undefined) => Use,
): Use[] {
  const own = [party(`${path}.party`, item.party)];
  if (item.decidedBy === "run")
    return [...own, { path: `${path}.run`, found: item.run, names: Object.keys(pack.runs), what: "run" }];
  if (item.decidedBy === "attestation")
    return [...own, { path: `${path}.role`, found: item.role, names: Object.keys(pack.roles), what: "role" }];
  if (item.decidedBy === "value" && item.is !== "pin") {
    const names = pack.baseline.map(({ name }) => name);
    return [...own, { path: `${path}.is.locked`, found: item.is.locked, names, what: "locked value" }];
  }
  return own;
}

const dangling = (uses: Use[]): PackProblem[] =>
  uses.flatMap(({ path, found, names, what }) =>
    found === undefined || names.includes(found)
      ? []
      : [{ path, message: `"${found}" is no ${what} of this pack.`, found, names }],
  );
