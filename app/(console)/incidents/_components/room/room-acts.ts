import { CheckCheck, Globe, Mail, OctagonPause, RotateCcw, Scale, ThumbsUp, UserPlus } from "lucide-react";
import { writtenNotices } from "#lib/domain/clock/holding-notices.ts";
import { offeredPlans } from "#lib/domain/rollback/offered.ts";
import { isUnderWay, latestRun } from "#lib/domain/rollback/run.ts";
import { steers } from "../view/run.ts";
import { aboutClocks } from "./clock-acts.ts";
import { commanding, reopening } from "./command-acts.ts";
import { inMode } from "./mode-acts.ts";
import type { Draft, OfferedAct } from "./offered-act.ts";
import type { Room } from "./room-context.ts";
import { timing } from "./timing-acts.ts";

const closed = "The incident is closed.";

function leading({ view, viewer }: Room): Draft[] {
  const leads = viewer.commander || viewer.roles.includes(view.pack.commander);
  const lead = leads
    ? undefined
    : `${view.pack.roles[view.pack.commander]?.title ?? "The commander"} does this.`;
  const speaks = leads || viewer.roles.includes("communications");
  return [
    {
      id: "publish",
      title: "Publish the status",
      icon: Globe,
      act: { kind: "publish-status" },
      refusedBecause: speaks ? undefined : "Communications or the commander publishes.",
    },
    {
      id: "assign",
      title: "Name somebody for a role",
      icon: UserPlus,
      keywords: ["role", "add", "take command"],
      act: { kind: "assign-role" },
      refusedBecause: lead,
    },
    {
      id: "close",
      title: "Close the incident",
      icon: CheckCheck,
      act: { kind: "close" },
      // Its dialog lists all that keeps it open, because one thing at a time is no plan.
      refusedBecause: lead,
    },
  ];
}

function rollingBack({ view, state, names, viewer }: Room): Draft[] {
  const run = latestRun(state);
  const busy = run !== null && isUnderWay(run);
  const isOver = run !== null && !busy && run.status !== "aborted";
  return [
    ...(state.recommendation === null
      ? [
          {
            id: "recommend",
            title: "Recommend the rollback",
            icon: ThumbsUp,
            act: { kind: "recommend" as const },
          },
        ]
      : []),
    ...view.plans
      .filter(({ plan }) => offeredPlans(view.pack, state.severity).includes(plan))
      .map((plan) => ({
        id: `start-${plan.plan}`,
        title: `Review and start: ${plan.title}`,
        icon: RotateCcw,
        keywords: ["rollback", "plan"],
        act: { kind: "start-rollback" as const, plan: plan.plan },
        refusedBecause: busy
          ? "A rollback is under way."
          : isOver
            ? "The rollback is done and verified."
            : undefined,
      })),
    ...(run !== null && busy
      ? [
          {
            id: "steer",
            title: run.status === "paused" ? "Resume or abort the rollback" : "Pause or abort the rollback",
            icon: OctagonPause,
            act: { kind: "steer-run" as const, run: run.run },
            refusedBecause: steers(state, names, run, viewer.person)
              ? undefined
              : "Its starter, the commander or its approver steers it.",
          },
        ]
      : []),
  ];
}

function telling({ view, state, viewer }: Room): Draft[] {
  const notices = writtenNotices(view.pack).map(([notice, { title }]) => ({
    id: `notice-${notice}`,
    title: `Write: ${title}`,
    icon: Mail,
    keywords: ["notice", "mail", "announce"],
    act: { kind: "send-notice" as const, notice },
  }));
  const gates = Object.entries(view.pack.gates)
    .filter(([gate]) => !state.decisions.some((one) => one.gate === gate && one.sealed === null))
    .map(([gate, described]) => ({
      id: `propose-${gate}`,
      title: "Propose the joint decision",
      icon: Scale,
      act: { kind: "propose-decision" as const, gate },
      refusedBecause:
        viewer.party === described.proposes
          ? undefined
          : `${view.pack.parties[described.proposes]?.title ?? described.proposes} proposes it.`,
    }));
  return [...notices, ...gates];
}

/** Everything that can be done in this room, with the reason where it cannot be done now. */
export function roomActions(room: Room): OfferedAct[] {
  const isClosed = room.state.status === "closed";
  const acts = [
    ...inMode(room),
    ...timing(room),
    ...rollingBack(room),
    ...telling(room),
    ...leading(room),
    ...aboutClocks(room),
    ...commanding(room),
  ].map(({ act, ...draft }) => ({
    ...draft,
    refusedBecause: isClosed ? closed : draft.refusedBecause,
    onSelect: () => room.open(act),
  }));
  return [...acts, ...reopening(room)];
}
