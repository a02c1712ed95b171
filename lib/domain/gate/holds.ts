import { isOwed } from "../clock/firing.ts";
import type { IncidentState } from "../incident/state.ts";
import type { Condition, PlainCondition } from "../protocol/condition.ts";
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

export const currentEvidence = (state: IncidentState, requirement: string) =>
  state.evidence.find((item) => item.requirement === requirement && item.supersededBy === null);

/** A joint decision exists only where both sides gave the same answer (MKC-6); unequal ones are NO-GO until they agree. */
export const isAgreed = (state: IncidentState, gate: string): boolean =>
  state.decisions.some((decision) => decision.gate === gate && decision.sealed?.cause === "same-answer");

export function isBundleComplete(state: IncidentState, pack: ProtocolPack, name: string): boolean {
  const bundle = pack.bundles[name];
  if (bundle === undefined) return false;
  const recorded = bundle.finalRecord === undefined || isAgreed(state, bundle.finalRecord);
  const missing = bundle.evidence.filter(
    (name) =>
      isInScope(pack.evidence[name]?.scopes ?? [], state) && currentEvidence(state, name) === undefined,
  );
  return recorded && missing.length === 0;
}

/** Whether a pack's predicate is true of an incident now. */
export function holds(
  condition: Condition,
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): boolean {
  switch (condition.is) {
    case "any-of":
      return condition.of.some((one) => plainHolds(one, state, pack, around));
    case "all-of":
      return condition.of.every((one) => plainHolds(one, state, pack, around));
    default:
      return plainHolds(condition, state, pack, around);
  }
}

function plainHolds(
  condition: PlainCondition,
  state: IncidentState,
  pack: ProtocolPack,
  around: Surroundings,
): boolean {
  const run = latestRun(state);
  switch (condition.is) {
    case "severity-at-least":
      return isAtLeast(pack, state.severity, condition.severity);
    case "severity-in":
      return condition.severities.includes(state.severity);
    case "trigger-in":
      return condition.triggers.includes(state.trigger);
    case "notice-accepted":
      return state.notices.some(
        (notice) => notice.template === condition.notice && notice.acceptedAt !== null,
      );
    case "event-recorded":
      return isRecorded(state, condition.event);
    case "evidence-present":
      return currentEvidence(state, condition.evidence) !== undefined;
    case "bundle-complete":
      return isBundleComplete(state, pack, condition.bundle);
    case "trigger-confirmed":
      return state.confirmed !== null;
    case "discussion-concluded":
      return state.discussed !== null;
    case "bridge-linked":
      return state.bridge !== null;
    case "mode-declared":
      return state.mode !== null;
    case "unfrozen":
      return state.unfrozen !== null;
    case "fact-given":
      return isFactGiven(state, pack, condition.fact);
    case "fact-is":
      return state.values[condition.fact] === condition.value;
    case "role-assigned":
      return state.participants.some((one) => one.roles.includes(condition.role));
    case "scope-at-least":
      return isScopeAtLeast(state, pack, condition.level);
    case "target-confirmed":
      return state.targets[condition.target] !== undefined;
    case "play-chosen":
      return state.plays.some(({ play }) => condition.plays.includes(play));
    case "containment-decided":
      return isContainmentDecided(state, (play) => isPlayOffered(play, state, pack, around), pack);
    case "check-green":
      return isCheckGreen(state, pack, condition.check);
    case "measure-normal":
      return isMeasureNormal(state, pack, condition.check);
    case "attested":
      return state.attestations[condition.attestation] !== undefined;
    case "rollback-executed":
      return run !== null && run.executedAt !== null;
    case "rollback-verified":
      return run !== null && run.verifiedAt !== null;
    case "rollback-complete":
      return run !== null && run.completedAt !== null;
    case "rollback-settled":
      return run === null || run.completedAt !== null || run.status === "aborted";
    case "decision-sealed":
      return isAgreed(state, condition.gate);
    case "checkpoint-go":
      return around.checkpointsAtGo?.includes(condition.pack) ?? false;
    case "no-critical-incident":
      return (
        around.otherCriticalIncidents === 0 && !(state.status === "open" && isCritical(pack, state.severity))
      );
    case "clocks-settled":
      return state.clocks.every((clock) => !isOwed(clock));
    case "ratified":
      return state.runs.every((one) => one.ratification === null || one.ratification.by !== null);
    case "status-operational":
      return state.publication?.state === "resolved";
    case "status-said":
      return state.publication?.said.includes(condition.state) ?? false;
    case "deliverable-handed-in":
      return state.deliverables[condition.deliverable] !== undefined;
  }
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
