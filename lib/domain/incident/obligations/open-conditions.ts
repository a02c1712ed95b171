import { isOwner } from "../../authority/who.ts";
import { unexplained } from "../../clock/explained.ts";
import { evidenceOwner } from "../../gate/evidence-owner.ts";
import { isInScope } from "../../gate/found-out.ts";
import { holds, type Surroundings } from "../../gate/holds.ts";
import { noticeAct } from "../../notice/under-way.ts";
import type { Condition, PlainCondition } from "../../protocol/condition.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import type { Owner } from "../../protocol/parts/shared.ts";
import type { ObligationAct } from "../obligation.ts";
import type { ClockState, IncidentState } from "../state.ts";

/** An act that would make an open condition true, who does it, and what it is called. */
export type Way = { act: ObligationAct; owner: Owner; title: string };

type Asked = { state: IncidentState; pack: ProtocolPack; around: Surroundings };

type WaysOf<K extends Condition["is"]> = (condition: Extract<Condition, { is: K }>, asked: Asked) => Way[];
type Ways = { [K in Condition["is"]]: WaysOf<K> };

/** What only the course of things meets, such as a run's own verification: the run says itself what to do. */
const byItself = () => [];

const byWhoLeads =
  <A extends ObligationAct>(act: A, title: (pack: ProtocolPack) => string) =>
  (_: Condition, { pack }: Asked): Way[] => [{ act, owner: { role: pack.commander }, title: title(pack) }];

const factWay = ({ fact }: { fact: string }, { pack }: Asked): Way[] => [
  {
    act: { kind: "record-fact", fact },
    owner: { role: pack.commander },
    title: `Find out: ${pack.facts[fact]?.title ?? fact}`,
  },
];
const playWay = byWhoLeads({ kind: "choose-play" }, () => "Decide how to contain it");

const ofPeople = {
  "notice-accepted": ({ notice }, { state, pack }) => [
    {
      act: noticeAct(notice, state, ({ template }) => template === notice),
      owner: { role: pack.commander },
      title: pack.notices[notice]?.title ?? notice,
    },
  ],
  "fact-given": factWay,
  "fact-is": factWay,
  "role-assigned": ({ role }, { pack }) => [
    {
      act: { kind: "assign-role", role },
      owner: { role: pack.commander },
      title: `Name somebody: ${pack.roles[role]?.title ?? role}`,
    },
  ],
  "bridge-linked": byWhoLeads({ kind: "link-bridge" }, () => "Open the bridge and link it here"),
  "mode-declared": byWhoLeads({ kind: "declare-mode" }, (pack) => `Declare: ${pack.mode?.title ?? ""}`),
  "play-chosen": playWay,
  "containment-decided": playWay,
  "trigger-confirmed": byWhoLeads({ kind: "confirm-trigger" }, () => "Confirm what was seen"),
  "discussion-concluded": byWhoLeads({ kind: "conclude-discussion" }, () => "Conclude the discussion"),
  "status-said": ({ state }, { pack }) => [statusWay(state, pack)],
} satisfies Partial<Ways>;

const ofProof = {
  "event-recorded": ({ event }, { pack }) => recordedWays(event, pack),
  "evidence-present": ({ evidence }, { pack }) => evidenceWay(evidence, pack),
  "bundle-complete": ({ bundle }, asked) =>
    (asked.pack.bundles[bundle]?.evidence ?? [])
      .filter((evidence) => isInScope(asked.pack.evidence[evidence]?.scopes ?? [], asked.state))
      .flatMap((evidence) => waysToMeet({ is: "evidence-present", evidence }, asked)),
  "deliverable-handed-in": ({ deliverable }, { pack }) => deliverableWay(deliverable, pack),
  "target-confirmed": ({ target }, { pack }) => targetWay(target, pack),
  "check-green": ({ check }, { state, pack }) => checkWay(check, state, pack),
  "measure-normal": ({ check }, { state, pack }) => checkWay(check, state, pack),
  attested: ({ attestation }, { pack }) => attestationWay(attestation, pack),
  unfrozen: (_, asked) => unfreezeWays(asked),
} satisfies Partial<Ways>;

/** The ways to meet each kind of condition: a kind that is not here does not compile. */
const ways: Ways = {
  ...ofPeople,
  ...ofProof,
  "all-of": ({ of }, asked) => of.flatMap((one) => waysToMeet(one, asked)),
  "any-of": ({ of }, asked) => firstWay(of, asked),
  "severity-at-least": byItself,
  "severity-in": byItself,
  "trigger-in": byItself,
  "scope-at-least": byItself,
  "rollback-executed": byItself,
  "rollback-verified": byItself,
  "rollback-complete": byItself,
  "rollback-settled": byItself,
  "decision-sealed": byItself,
  "checkpoint-go": byItself,
  "no-critical-incident": byItself,
  "clocks-settled": byItself,
  "breaches-explained": (_, { state, pack }) =>
    unexplained(state).map((clock) => explanationWay(clock, state, pack)),
  ratified: byItself,
  "status-operational": byItself,
};

/** The acts that meet a condition that does not hold; none where only the course of things meets it. */
export function waysToMeet(condition: Condition, asked: Asked): Way[] {
  if (holds(condition, asked.state, asked.pack, asked.around)) return [];
  const way = ways[condition.is] as WaysOf<Condition["is"]>;
  return way(condition, asked);
}

/** The first way of several; once its check was seen red, the next one, too. */
function firstWay(options: PlainCondition[], asked: Asked): Way[] {
  const [first, ...others] = options.map((one) => ({ one, ways: waysToMeet(one, asked) }));
  if (first === undefined) return [];
  const isRed = "check" in first.one && asked.state.checks[first.one.check]?.passed === false;
  const next = first.ways.length === 0 || isRed ? others.find(({ ways }) => ways.length > 0) : undefined;
  return [...first.ways, ...(next?.ways ?? [])];
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

/** Owed by whoever owed the clock; where nobody holds that role, by who leads. */
function explanationWay({ clock, occurrence }: ClockState, state: IncidentState, pack: ProtocolPack): Way {
  const described = pack.clocks[clock];
  const owner = described?.owner;
  const isHeld = owner !== undefined && state.participants.some((one) => isOwner(one, owner));
  const times = occurrence > 1 ? ` (no. ${occurrence})` : "";
  return {
    act: { kind: "explain-breach", clock, occurrence },
    owner: isHeld ? owner : { role: pack.commander },
    title: `Say why it was late: ${described?.title ?? clock}${times}`,
  };
}

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
