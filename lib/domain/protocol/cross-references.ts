import type { z } from "zod";
import type { Condition } from "./condition.ts";
import type { PackSource } from "./pack.ts";
import type { PackProblem } from "./pack-problem.ts";
import type { Criterion, Owner } from "./parts.ts";
import { templateProblems } from "./template-references.ts";

type Source = z.output<typeof PackSource>;
type Check = (path: string, name: string | undefined) => PackProblem[];

/** Every name that a pack uses and does not declare, with its path and the names there are. */
export function findDanglingNames(pack: Source): PackProblem[] {
  const known = knownNames(pack);
  return [
    ...known.role("commander", pack.commander),
    ...each(pack.roles, "roles", (path, role) => known.party(`${path}.party`, role.party)),
    ...each(pack.triggers, "triggers", (path, trigger) => [
      ...known.severity(`${path}.minimumSeverity`, trigger.minimumSeverity),
      ...known.plan(`${path}.requires.plan`, trigger.requires.plan),
      ...known.freeze(`${path}.requires.freeze`, trigger.requires.freeze),
    ]),
    ...each(pack.audiences, "audiences", (path, audience) => [
      ...audience.parties.flatMap((name) => known.party(`${path}.parties`, name)),
      ...audience.roles.flatMap((name) => known.role(`${path}.roles`, name)),
    ]),
    ...clockProblems(pack, known),
    ...each(pack.escalations, "escalations", (path, escalation) =>
      escalation.path.flatMap((name) => known.role(`${path}.path`, name)),
    ),
    ...each(pack.notices, "notices", (path, notice) => [
      ...notice.audiences.flatMap((name) => known.audience(`${path}.audiences`, name)),
      ...templateProblems(path, notice, Object.keys(pack.facts)),
    ]),
    ...authorityProblems(pack, known),
    ...proofProblems(pack, known),
    ...pack.exit.flatMap((criterion) => criterionProblems(`exit.${criterion.id}`, criterion, known)),
  ];
}

/** Evidence, bundles, gates, freezes and deliverables. */
const proofProblems = (pack: Source, known: Known): PackProblem[] => [
  ...each(pack.evidence, "evidence", (path, evidence) => [
    ...known.party(`${path}.party`, evidence.party),
    ...evidence.when.flatMap((condition) => conditionProblems(`${path}.when`, condition, known)),
  ]),
  ...each(pack.bundles, "bundles", (path, bundle) => [
    ...bundle.evidence.flatMap((name) => known.evidence(`${path}.evidence`, name)),
    ...known.gate(`${path}.finalRecord`, bundle.finalRecord),
  ]),
  ...each(pack.gates, "gates", (path, gate) => [
    ...known.party(`${path}.proposes`, gate.proposes),
    ...known.party(`${path}.confirms`, gate.confirms),
    ...[...gate.criteria, ...gate.answers.flatMap((answer) => answer.criteria)].flatMap((criterion) =>
      criterionProblems(`${path}.criteria.${criterion.id}`, criterion, known),
    ),
  ]),
  ...each(pack.freezes, "freezes", (path, freeze) =>
    freeze.liftsWhen.flatMap((condition) => conditionProblems(`${path}.liftsWhen`, condition, known)),
  ),
  ...each(pack.deliverables, "deliverables", (path, deliverable) =>
    ownerProblems(path, deliverable.owner, known),
  ),
];

const among =
  (what: string, names: string[]): Check =>
  (path, name) =>
    name === undefined || names.includes(name)
      ? []
      : [{ path, message: `"${name}" is no ${what} of this pack; there are: ${names.join(", ") || "none"}` }];

function knownNames(pack: Source): Known {
  return {
    role: among("role", Object.keys(pack.roles)),
    party: among("party", Object.keys(pack.parties)),
    severity: among(
      "severity",
      pack.severities.map((severity) => severity.id),
    ),
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
  };
}

function each<T>(
  record: Record<string, T>,
  group: string,
  check: (path: string, part: T) => PackProblem[],
): PackProblem[] {
  return Object.entries(record).flatMap(([name, part]) => check(`${group}.${name}`, part));
}

type Known = Record<
  | "role"
  | "party"
  | "severity"
  | "plan"
  | "freeze"
  | "notice"
  | "audience"
  | "escalation"
  | "evidence"
  | "bundle"
  | "gate"
  | "deliverable"
  | "trigger",
  Check
>;

const ownerProblems = (path: string, owner: Owner, known: Known): PackProblem[] =>
  "role" in owner
    ? known.role(`${path}.owner.role`, owner.role)
    : owner.parties.flatMap((name) => known.party(`${path}.owner.parties`, name));

function clockProblems(pack: Source, known: Known): PackProblem[] {
  return each(pack.clocks, "clocks", (path, clock) => [
    ...ownerProblems(path, clock.owner, known),
    ...known.escalation(`${path}.onBreach`, clock.onBreach),
    ...clock.when.flatMap((condition) => conditionProblems(`${path}.when`, condition, known)),
    ...(clock.metBy.is === "notice"
      ? clock.metBy.notices.flatMap((name) => known.notice(`${path}.metBy.notices`, name))
      : []),
    ...(clock.metBy.is === "deliverable"
      ? known.deliverable(`${path}.metBy.deliverable`, clock.metBy.deliverable)
      : []),
    ...(clock.dueInMinutes === undefined && clock.startsAt !== "NextUpdatePromised"
      ? [{ path: `${path}.dueInMinutes`, message: "is missing: only a promised update carries its own time" }]
      : []),
  ]);
}

function authorityProblems(pack: Source, known: Known): PackProblem[] {
  return pack.authority.startRollback.flatMap((rule, index) => {
    const path = `authority.startRollback.${index}`;
    return [
      ...rule.severities.flatMap((name) => known.severity(`${path}.severities`, name)),
      ...rule.by.flatMap((name) => known.role(`${path}.by`, name)),
      ...known.role(`${path}.approval.role`, rule.approval?.role),
      ...known.role(`${path}.ratify.role`, rule.ratify?.role),
    ];
  });
}

const criterionProblems = (path: string, criterion: Criterion, known: Known): PackProblem[] => [
  ...conditionProblems(path, criterion.condition, known),
  ...criterion.when.flatMap((condition) => conditionProblems(`${path}.when`, condition, known)),
];

function conditionProblems(path: string, condition: Condition, known: Known): PackProblem[] {
  switch (condition.is) {
    case "severity-at-least":
      return known.severity(path, condition.severity);
    case "severity-in":
      return condition.severities.flatMap((name) => known.severity(path, name));
    case "trigger-in":
      return condition.triggers.flatMap((name) => known.trigger(path, name));
    case "notice-accepted":
      return known.notice(path, condition.notice);
    case "evidence-present":
      return known.evidence(path, condition.evidence);
    case "bundle-complete":
      return known.bundle(path, condition.bundle);
    case "decision-sealed":
      return known.gate(path, condition.gate);
    case "deliverable-handed-in":
      return known.deliverable(path, condition.deliverable);
    case "event-recorded":
    case "rollback-executed":
    case "rollback-verified":
    case "rollback-complete":
    case "rollback-settled":
    case "checkpoint-go":
    case "no-critical-incident":
    case "clocks-settled":
    case "ratified":
    case "status-operational":
      return [];
  }
}
