import { unexplained } from "../clock/explained.ts";
import { isOwed } from "../clock/firing.ts";
import type { EvidenceItem, IncidentState } from "../incident/state.ts";
import type { Condition } from "../protocol/condition.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { Criterion, EvidenceRequirement } from "../protocol/parts/gate.ts";
import { latestRun } from "../rollback/run.ts";
import {
  isCheckGreen,
  isContainmentDecided,
  isFactGiven,
  isInScope,
  isMeasureNormal,
  isScopeAtLeast,
} from "./found-out.ts";

/** What a condition may ask of the world outside the incident. */
export type Surroundings = {
  otherCriticalIncidents: number;
  /** The packs of which an open checkpoint on the same services stands at GO of both sides. */
  checkpointsAtGo?: readonly string[];
};

const rank = (pack: ProtocolPack, severity: string) =>
  pack.severities.findIndex((one) => one.id === severity);

/** True where `severity` is at least as bad as `least`: packs list the worst first. */
export function isAtLeast(pack: ProtocolPack, severity: string, least: string): boolean {
  return rank(pack, severity) <= rank(pack, least);
}

export const isCritical = (pack: ProtocolPack, severity: string): boolean =>
  pack.severities.some((one) => one.id === severity && one.critical);

/** What was handed in last, be it that its command failed. */
export const latestEvidence = (state: IncidentState, requirement: string) =>
  state.evidence.find((item) => item.requirement === requirement && item.supersededBy === null);

export const provesSuccess = ({ exitCode }: Pick<EvidenceItem, "exitCode">): boolean =>
  exitCode === null || exitCode === 0;

/** Whether it was handed in before the rollback that it is to speak of (PT-12). */
export function isFromBefore(state: IncidentState, pack: ProtocolPack, item: EvidenceItem): boolean {
  const executedAt = latestRun(state)?.executedAt ?? null;
  return pack.evidence[item.requirement]?.after === "rollback" && executedAt !== null && item.at < executedAt;
}

/** What proves a requirement now: nothing does where the last word is a failure (MKC-5.1), or too old (PT-12). */
export const currentEvidence = (state: IncidentState, pack: ProtocolPack, requirement: string) => {
  const latest = latestEvidence(state, requirement);
  const proves = latest !== undefined && provesSuccess(latest) && !isFromBefore(state, pack, latest);
  return proves ? latest : undefined;
};

/** A joint decision exists only where both sides gave the same answer (MKC-6); unequal ones are NO-GO until they agree. */
export const isAgreed = (state: IncidentState, gate: string): boolean =>
  state.decisions.some((decision) => decision.gate === gate && decision.sealed?.cause === "same-answer");

export function isBundleComplete(state: IncidentState, pack: ProtocolPack, name: string): boolean {
  const bundle = pack.bundles[name];
  if (bundle === undefined) return false;
  const recorded = bundle.finalRecord === undefined || isAgreed(state, bundle.finalRecord);
  const missing = bundle.evidence.filter(
    (name) =>
      isInScope(pack.evidence[name]?.scopes ?? [], state) && currentEvidence(state, pack, name) === undefined,
  );
  return recorded && missing.length === 0;
}

type Asked = { state: IncidentState; pack: ProtocolPack; around: Surroundings };
type Test<K extends Condition["is"]> = (condition: Extract<Condition, { is: K }>, asked: Asked) => boolean;

const ofTheSituation = {
  "severity-at-least": ({ severity }, { state, pack }) => isAtLeast(pack, state.severity, severity),
  "severity-in": ({ severities }, { state }) => severities.includes(state.severity),
  "trigger-in": ({ triggers }, { state }) => triggers.includes(state.trigger),
  "trigger-confirmed": (_, { state }) => state.confirmed !== null,
  "discussion-concluded": (_, { state }) => state.discussed !== null,
  "bridge-linked": (_, { state }) => state.bridge !== null,
  "fact-given": ({ fact }, { state, pack }) => isFactGiven(state, pack, fact),
  "fact-is": ({ fact, value }, { state }) => state.values[fact] === value,
  "role-assigned": ({ role }, { state }) => state.participants.some(({ roles }) => roles.includes(role)),
  "mode-declared": (_, { state }) => state.mode !== null,
  "scope-at-least": ({ level }, { state, pack }) => isScopeAtLeast(state, pack, level),
  "target-confirmed": ({ target }, { state }) => state.targets[target] !== undefined,
  "play-chosen": ({ plays }, { state }) => state.plays.some(({ play }) => plays.includes(play)),
  "containment-decided": (_, { state, pack, around }) =>
    isContainmentDecided(state, (play) => isPlayOffered(play, state, pack, around), pack),
  unfrozen: (_, { state }) => state.unfrozen !== null,
} satisfies Partial<Tests>;

const ofTheProof = {
  "notice-accepted": ({ notice }, { state }) =>
    state.notices.some(({ template, acceptedAt }) => template === notice && acceptedAt !== null),
  "event-recorded": ({ event }, { state }) => isRecorded(state, event),
  "evidence-present": ({ evidence }, { state, pack }) => currentEvidence(state, pack, evidence) !== undefined,
  "bundle-complete": ({ bundle }, { state, pack }) => isBundleComplete(state, pack, bundle),
  "check-green": ({ check }, { state, pack }) => isCheckGreen(state, pack, check),
  "measure-normal": ({ check }, { state, pack }) => isMeasureNormal(state, pack, check),
  attested: ({ attestation }, { state }) => state.attestations[attestation] !== undefined,
  "decision-sealed": ({ gate }, { state }) => isAgreed(state, gate),
  "deliverable-handed-in": ({ deliverable }, { state }) => state.deliverables[deliverable] !== undefined,
} satisfies Partial<Tests>;

const ofTheEnd = {
  "rollback-executed": (_, { state }) => (latestRun(state)?.executedAt ?? null) !== null,
  "rollback-verified": (_, { state }) => (latestRun(state)?.verifiedAt ?? null) !== null,
  "rollback-complete": (_, { state }) => (latestRun(state)?.completedAt ?? null) !== null,
  "rollback-settled": (_, { state }) => {
    const run = latestRun(state);
    return run === null || run.completedAt !== null || run.status === "aborted";
  },
  "checkpoint-go": ({ pack }, { around }) => around.checkpointsAtGo?.includes(pack) ?? false,
  "no-critical-incident": (_, { state, pack, around }) =>
    around.otherCriticalIncidents === 0 && !(state.status === "open" && isCritical(pack, state.severity)),
  "clocks-settled": (_, { state }) => state.clocks.every((clock) => !isOwed(clock)),
  "breaches-explained": (_, { state }) => unexplained(state).length === 0,
  ratified: (_, { state }) =>
    state.runs.every(({ ratification }) => ratification === null || ratification.by !== null),
  "status-operational": (_, { state }) => state.publication?.state === "resolved",
  "status-said": ({ state: wanted }, { state }) => state.publication?.said.includes(wanted) ?? false,
} satisfies Partial<Tests>;

type Tests = { [K in Condition["is"]]: Test<K> };

/** One test for each kind of condition: a kind without one does not compile. */
const tests: Tests = {
  ...ofTheSituation,
  ...ofTheProof,
  ...ofTheEnd,
  "any-of": ({ of }, { state, pack, around }) => of.some((one) => holds(one, state, pack, around)),
  "all-of": ({ of }, { state, pack, around }) => of.every((one) => holds(one, state, pack, around)),
};

/** Whether a pack's predicate is true of an incident now. */
export function holds(
  condition: Condition,
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): boolean {
  const test = tests[condition.is] as Test<Condition["is"]>;
  return test(condition, { state, pack, around });
}

/** Whether a containment play is offered now: all that it is offered for holds. */
export const isPlayOffered = (
  play: string,
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): boolean =>
  pack.plays[play]?.offeredWhen.every((condition) => holds(condition, state, pack, around)) ?? false;

/** The evidence that this incident asks for, by name: some is owed for certain triggers or scope levels only (MKC-2, PT-3). */
export const evidenceAsked = (
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings = { otherCriticalIncidents: 0 },
): [string, EvidenceRequirement][] =>
  Object.entries(pack.evidence).filter(
    ([, requirement]) =>
      isInScope(requirement.scopes, state) &&
      requirement.when.every((condition) => holds(condition, state, pack, around)),
  );

/** The criteria that are asked of this incident at all. */
export const criteriaAsked = (
  criteria: Criterion[],
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): Criterion[] =>
  criteria.filter((criterion) => criterion.when.every((condition) => holds(condition, state, pack, around)));

/** Those among them that do not hold now. */
export const openCriteria = (
  criteria: Criterion[],
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): Criterion[] =>
  criteriaAsked(criteria, state, pack, around).filter(
    (criterion) => !holds(criterion.condition, state, pack, around),
  );

function isRecorded(
  state: IncidentState,
  event: "RollbackRecommended" | "RepinConfirmed" | "ReportFiled",
): boolean {
  switch (event) {
    case "RollbackRecommended":
      return state.recommendation !== null;
    case "RepinConfirmed":
      return state.repin !== null;
    case "ReportFiled":
      return state.runs.every((run) => run.report === null || run.report.by !== null);
  }
}
