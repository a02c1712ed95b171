import type { z } from "zod";
import type { PackSource } from "../pack.ts";
import type { PackProblem } from "../pack-problem.ts";
import type { Owner } from "../parts/shared.ts";
import { namesWords } from "../problems/found.ts";

export type Source = z.output<typeof PackSource>;
type Check = (path: string, name: string | undefined) => PackProblem[];

const among =
  (what: string, names: string[]): Check =>
  (path, name) =>
    name === undefined || names.includes(name)
      ? []
      : [
          {
            path,
            message: `"${name}" is no ${what} of this pack; there are: ${namesWords(names)}`,
            found: name,
            names,
          },
        ];

/** The names that a pack declares: each check says what is wrong with a name, and which there are. */
export const knownNames = (pack: Source) => ({
  role: among("role", Object.keys(pack.roles)),
  party: among("party", Object.keys(pack.parties)),
  severity: among(
    "severity",
    pack.severities.map(({ id }) => id),
  ),
  fact: among("fact", Object.keys(pack.facts)),
  plan: among("plan", Object.keys(pack.plans)),
  freeze: among("freeze", Object.keys(pack.freezes)),
  notice: among("notice", Object.keys(pack.notices)),
  audience: among("audience", Object.keys(pack.audiences)),
  escalation: among("escalation", Object.keys(pack.escalations)),
  evidence: among("evidence requirement", Object.keys(pack.evidence)),
  bundle: among("bundle", Object.keys(pack.bundles)),
  gate: among("gate", Object.keys(pack.gates)),
  deliverable: among("deliverable", Object.keys(pack.deliverables)),
  trigger: among("trigger", Object.keys(pack.triggers)),
  level: among("scope level", pack.scope?.levels.map(({ id }) => id) ?? []),
  target: among("target", Object.keys(pack.targets)),
  lane: among("lane", Object.keys(pack.lanes)),
  play: among("play", Object.keys(pack.plays)),
  check: among("check", Object.keys(pack.checks)),
  attestation: among("attestation", Object.keys(pack.attestations)),
});
export type Known = ReturnType<typeof knownNames>;

export function each<T>(
  record: Record<string, T>,
  group: string,
  check: (path: string, part: T) => PackProblem[],
): PackProblem[] {
  return Object.entries(record).flatMap(([name, part]) => check(`${group}.${name}`, part));
}

/** The same check for every name of a list, each at its own place. */
export const all = (check: Check, path: string, names: string[]): PackProblem[] =>
  names.flatMap((name, index) => check(`${path}.${index}`, name));

export const ownerProblems = (path: string, owner: Owner, known: Known): PackProblem[] =>
  "role" in owner
    ? known.role(`${path}.role`, owner.role)
    : all(known.party, `${path}.parties`, owner.parties);
