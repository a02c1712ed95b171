import type { PackProblem } from "../pack-problem.ts";
import { conditionsProblems, repeatedIds } from "./condition.ts";
import { all, each, type Known, ownerProblems, type Source } from "./names.ts";

/** Who there is, what may be seen, and how it is contained. */
export const situationProblems = (pack: Source, known: Known): PackProblem[] => [
  ...known.role("commander", pack.commander),
  ...repeatedIds("severities", pack.severities),
  ...repeatedIds("phases", pack.phases),
  ...repeatedIds("scope.levels", pack.scope?.levels ?? []),
  ...each(pack.roles, "roles", (path, role) => known.party(`${path}.party`, role.party)),
  ...each(pack.triggers, "triggers", (path, trigger) => [
    ...known.severity(`${path}.minimumSeverity`, trigger.minimumSeverity),
    ...known.plan(`${path}.requires.plan`, trigger.requires.plan),
    ...known.freeze(`${path}.requires.freeze`, trigger.requires.freeze),
  ]),
  ...each(pack.facts, "facts", (path, fact) =>
    fact.kind === "choice" && fact.options === undefined
      ? [{ path: `${path}.options`, message: "is missing: a choice needs what may be chosen" }]
      : [],
  ),
  ...each(pack.audiences, "audiences", (path, audience) => [
    ...all(known.party, `${path}.parties`, audience.parties),
    ...all(known.role, `${path}.roles`, audience.roles),
  ]),
  ...each(pack.targets, "targets", (path, target) => [
    ...ownerProblems(`${path}.confirms`, target.confirms, known),
    ...boundsProblems(path, target, pack),
  ]),
  ...each(pack.lanes, "lanes", (path, lane) => [
    ...known.role(`${path}.lead`, lane.lead),
    ...all(known.level, `${path}.scopes`, lane.scopes),
  ]),
  ...each(pack.plays, "plays", (path, play) => [
    ...conditionsProblems(`${path}.offeredWhen`, play.offeredWhen, known),
    ...all(known.play, `${path}.outranks`, play.outranks),
  ]),
  ...circlesOfRank(pack),
  ...pastProblems(pack),
];

/** Only a time can be in the past. */
const pastProblems = ({ facts }: Source): PackProblem[] =>
  Object.entries(facts)
    .filter(([, { kind, past }]) => past !== undefined && kind !== "instant")
    .map(([name, { kind }]) => ({
      path: `facts.${name}.past`,
      message: `belongs to an instant, and this is of the kind "${kind}"`,
    }));

/** What bounds a target belongs to its kind, and minutes are counted from an instant. */
function boundsProblems(
  path: string,
  { kind, past, since, equals }: Source["targets"][string],
  { targets }: Source,
): PackProblem[] {
  const problems: PackProblem[] = [];
  if (past !== undefined && kind !== "instant")
    problems.push({
      path: `${path}.past`,
      message: `belongs to an instant, and this is of the kind "${kind}"`,
    });
  if (equals !== undefined && kind !== "text" && kind !== "pin")
    problems.push({
      path: `${path}.equals`,
      message: `belongs to text or a pin, and this is of the kind "${kind}"`,
    });
  if (since !== undefined && kind !== "minutes")
    problems.push({
      path: `${path}.since`,
      message: `belongs to minutes, and this is of the kind "${kind}"`,
    });
  if (since !== undefined && targets[since]?.kind !== "instant")
    problems.push({ path: `${path}.since`, message: `"${since}" is no target of the kind "instant"` });
  return problems;
}

/** Plays that outrank each other in a circle could never be chosen. */
function circlesOfRank(pack: Source): PackProblem[] {
  const below = (name: string, seen: Set<string>): Set<string> => {
    for (const next of pack.plays[name]?.outranks ?? []) {
      if (!seen.has(next)) below(next, seen.add(next));
    }
    return seen;
  };
  return Object.keys(pack.plays)
    .filter((name) => below(name, new Set()).has(name))
    .map((name) => ({ path: `plays.${name}.outranks`, message: `"${name}" outranks itself in a circle` }));
}
