import { evidenceOwner } from "../../gate/evidence-owner.ts";
import { isInScope } from "../../gate/found-out.ts";
import { holds, type Surroundings } from "../../gate/holds.ts";
import type { Condition, PlainCondition } from "../../protocol/condition.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import type { Owner } from "../../protocol/parts/shared.ts";
import type { ObligationAct } from "../obligation.ts";
import type { IncidentState } from "../state.ts";

/** An act that would make an open condition true, who does it, and what it is called. */
export type Way = { act: ObligationAct; owner: Owner; title: string };

type Asked = { state: IncidentState; pack: ProtocolPack; around: Surroundings };

/**
 * The acts that meet a condition that does not hold. None where only the course of things meets it, such as a run's
 * own verification: then the run's own obligations say what to do.
 */
export function waysToMeet(condition: Condition, asked: Asked): Way[] {
  const { state, pack, around } = asked;
  if (holds(condition, state, pack, around)) return [];
  switch (condition.is) {
    case "all-of":
      return condition.of.flatMap((one) => waysToMeet(one, asked));
    case "any-of":
      return firstWay(condition.of, asked);
    default:
      return plainWays(condition, asked);
  }
}

/** The first way of several; once its check was seen red, the next one, too. */
function firstWay(options: PlainCondition[], asked: Asked): Way[] {
  const [first, ...others] = options.map((one) => ({ one, ways: waysToMeet(one, asked) }));
  if (first === undefined) return [];
  const isRed = "check" in first.one && asked.state.checks[first.one.check]?.passed === false;
  const next = first.ways.length === 0 || isRed ? others.find(({ ways }) => ways.length > 0) : undefined;
  return [...first.ways, ...(next?.ways ?? [])];
}

function plainWays(condition: PlainCondition, { state, pack, around }: Asked): Way[] {
  const lead: Owner = { role: pack.commander };
  switch (condition.is) {
    case "notice-accepted":
      return [
        {
          act: { kind: "send-notice", notice: condition.notice },
          owner: lead,
          title: pack.notices[condition.notice]?.title ?? condition.notice,
        },
      ];
    case "event-recorded":
      return recordedWays(condition.event, pack);
    case "fact-given":
    case "fact-is":
      return [
        {
          act: { kind: "record-fact", fact: condition.fact },
          owner: lead,
          title: `Find out: ${pack.facts[condition.fact]?.title ?? condition.fact}`,
        },
      ];
    case "role-assigned":
      return [
        {
          act: { kind: "assign-role", role: condition.role },
          owner: lead,
          title: `Name somebody: ${pack.roles[condition.role]?.title ?? condition.role}`,
        },
      ];
    case "evidence-present":
      return evidenceWay(condition.evidence, pack);
    case "bundle-complete":
      return (pack.bundles[condition.bundle]?.evidence ?? [])
        .filter((evidence) => isInScope(pack.evidence[evidence]?.scopes ?? [], state))
        .flatMap((evidence) => waysToMeet({ is: "evidence-present", evidence }, { state, pack, around }));
    case "deliverable-handed-in":
      return deliverableWay(condition.deliverable, pack);
    case "target-confirmed":
      return targetWay(condition.target, pack);
    case "check-green":
    case "measure-normal":
      return checkWay(condition.check, state, pack);
    case "attested":
      return attestationWay(condition.attestation, pack);
    case "unfrozen":
      return unfreezeWays({ state, pack, around });
    case "bridge-linked":
      return [{ act: { kind: "link-bridge" }, owner: lead, title: "Open the bridge and link it here" }];
    case "mode-declared":
      return [{ act: { kind: "declare-mode" }, owner: lead, title: `Declare: ${pack.mode?.title ?? ""}` }];
    case "play-chosen":
    case "containment-decided":
      return [{ act: { kind: "choose-play" }, owner: lead, title: "Decide how to contain it" }];
    case "trigger-confirmed":
      return [{ act: { kind: "confirm-trigger" }, owner: lead, title: "Confirm what was seen" }];
    case "discussion-concluded":
      return [{ act: { kind: "conclude-discussion" }, owner: lead, title: "Conclude the discussion" }];
    case "status-said":
      return [statusWay(condition.state, pack)];
    case "severity-at-least":
    case "severity-in":
    case "trigger-in":
    case "scope-at-least":
    case "rollback-executed":
    case "rollback-verified":
    case "rollback-complete":
    case "rollback-settled":
    case "decision-sealed":
    case "checkpoint-go":
    case "no-critical-incident":
    case "clocks-settled":
    case "ratified":
    case "status-operational":
      return [];
  }
}

function recordedWays(
  event: Extract<PlainCondition, { is: "event-recorded" }>["event"],
  pack: ProtocolPack,
): Way[] {
  const owner = Object.values(pack.clocks).find(
    ({ metBy }) => metBy.is === "recorded" && metBy.event === event,
  )?.owner ?? { role: pack.commander };
  switch (event) {
    case "RollbackRecommended":
      return [{ act: { kind: "recommend" }, owner, title: "Recommend the rollback" }];
    case "RepinConfirmed":
      return [{ act: { kind: "confirm-repin" }, owner, title: "Confirm the re-pin" }];
    // Its run asks for it by itself.
    case "ReportFiled":
      return [];
  }
}

const statusWay = (
  said: Extract<PlainCondition, { is: "status-said" }>["state"],
  pack: ProtocolPack,
): Way => ({
  act: { kind: "publish-status", state: said },
  owner: { role: pack.roles.communications === undefined ? pack.commander : "communications" },
  title: `Publish the status: ${said}`,
});

function evidenceWay(name: string, pack: ProtocolPack): Way[] {
  const requirement = pack.evidence[name];
  if (requirement === undefined) return [];
  return [
    {
      act: { kind: "hand-in-evidence", requirement: name },
      owner: evidenceOwner(requirement),
      title: `Hand in: ${requirement.title}`,
    },
  ];
}

function deliverableWay(name: string, pack: ProtocolPack): Way[] {
  const deliverable = pack.deliverables[name];
  if (deliverable === undefined) return [];
  const { owner, title } = deliverable;
  return [{ act: { kind: "hand-in-deliverable", deliverable: name }, owner, title: `Hand in: ${title}` }];
}

function targetWay(name: string, pack: ProtocolPack): Way[] {
  const target = pack.targets[name];
  if (target === undefined) return [];
  return [
    {
      act: { kind: "confirm-target", target: name },
      owner: target.confirms,
      title: `Confirm: ${target.title}`,
    },
  ];
}

function checkWay(name: string, state: IncidentState, pack: ProtocolPack): Way[] {
  const check = pack.checks[name];
  if (check === undefined) return [];
  const { owner, title } = check;
  const lacksBaseline = check.tolerancePercent !== undefined && state.baselines[name] === undefined;
  return lacksBaseline
    ? [{ act: { kind: "measure-baseline", check: name }, owner, title: `What was normal before: ${title}` }]
    : [{ act: { kind: "report-check", check: name }, owner, title: `Check: ${title}` }];
}

function attestationWay(name: string, pack: ProtocolPack): Way[] {
  const attestation = pack.attestations[name];
  if (attestation === undefined) return [];
  return [
    {
      act: { kind: "attest", attestation: name },
      owner: { role: attestation.by },
      title: `Sign: ${attestation.title}`,
    },
  ];
}

/** What stands in the way of the unfreeze, and the unfreeze itself once nothing does. */
function unfreezeWays(asked: Asked): Way[] {
  const { unfreeze } = asked.pack;
  if (unfreeze === undefined) return [];
  const open = unfreeze.criteria
    .filter(({ when }) => when.every((one) => holds(one, asked.state, asked.pack, asked.around)))
    .filter(({ condition }) => !holds(condition, asked.state, asked.pack, asked.around));
  if (open.length === 0) {
    return [{ act: { kind: "unfreeze" }, owner: { role: unfreeze.by }, title: "Lift the freezes" }];
  }
  return open.flatMap(({ condition, owner }) =>
    waysToMeet(condition, asked).map((way) => ({ ...way, owner: owner ?? way.owner })),
  );
}
