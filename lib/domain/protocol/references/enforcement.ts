import type { z } from "zod";
import type { PackProblem } from "../pack-problem.ts";
import type { BlockedAct, Clock } from "../parts/time.ts";
import { conditionsProblems } from "./condition.ts";
import { all, type Known, type Source } from "./names.ts";

type PackClock = z.output<typeof Clock>;

/** What a clock does about its deadline: every name known, and nothing that would defeat itself. */
export const enforcementProblems = (
  path: string,
  clock: PackClock,
  pack: Source,
  known: Known,
): PackProblem[] => [
  ...Object.keys(clock.dueBySeverity ?? {}).flatMap((severity) =>
    known.severity(`${path}.dueBySeverity.${severity}`, severity),
  ),
  ...all(known.role, `${path}.mayPause.by`, clock.mayPause?.by ?? []),
  ...conditionsProblems(`${path}.repeats.until`, clock.repeats?.until ?? [], known),
  ...known.notice(`${path}.holding.notice`, clock.holding?.notice),
  ...ownTime(path, clock),
  ...holdingProblems(path, clock, pack),
  ...cadenceProblems(path, clock),
  ...selfBlocking(path, clock),
];

const ownTime = (path: string, { dueBySeverity, startsAt }: PackClock): PackProblem[] =>
  dueBySeverity !== undefined && startsAt === "NextUpdatePromised"
    ? [{ path: `${path}.dueBySeverity`, message: "a promised update carries its own time at every severity" }]
    : [];

/** The console sends it with nobody beside it: it asks nothing, promises nothing, and meets nothing. */
function holdingProblems(path: string, { holding }: PackClock, pack: Source): PackProblem[] {
  const template = pack.notices[holding?.notice ?? ""];
  if (holding === undefined || template === undefined) return [];
  const at = `${path}.holding.notice`;
  const meets = Object.entries(pack.clocks).find(
    ([, { metBy }]) => metBy.is === "notice" && metBy.notices.includes(holding.notice),
  );
  const problems: PackProblem[] = [];
  if (Object.keys(template.asks).length > 0)
    problems.push({
      path: at,
      message: `"${holding.notice}" asks for words that no person is there to write`,
    });
  if (template.promisesNextUpdate)
    problems.push({
      path: at,
      message: `"${holding.notice}" promises an update, which only a person can promise`,
    });
  if (meets !== undefined)
    problems.push({
      path: at,
      message: `"${holding.notice}" would meet the clock "${meets[0]}"; a holding notice meets none`,
    });
  return problems;
}

function cadenceProblems(path: string, { repeats, metBy }: PackClock): PackProblem[] {
  if (repeats === undefined || metBy.is === "notice") return [];
  return [
    {
      path: `${path}.repeats`,
      message: `only a clock that is met by a notice repeats; "${metBy.is}" stays true once it is`,
    },
  ];
}

/** What a clock holds up must not be what meets it. */
function selfBlocking(path: string, clock: PackClock): PackProblem[] {
  const meeting = meetingActs(clock);
  return (clock.blocks ?? []).flatMap((act, index) =>
    meeting.includes(act)
      ? [
          {
            path: `${path}.blocks.${index}`,
            message: `"${act}" is what meets this clock: it would be owed for ever`,
          },
        ]
      : [],
  );
}

function meetingActs({ metBy }: PackClock): BlockedAct[] {
  switch (metBy.is) {
    case "recorded":
      if (metBy.event === "RollbackStarted") return ["start-rollback", "schedule-rollback"];
      if (metBy.event === "RollbackScheduled") return ["schedule-rollback"];
      return metBy.event === "Unfrozen" ? ["unfreeze"] : [];
    case "verification":
      return ["start-rollback"];
    case "conditions":
      return metBy.all.flatMap((condition) => actsOf[condition.is] ?? []);
    case "notice":
    case "next-notice-to-same-audiences":
    case "deliverable":
      return [];
  }
}

const actsOf: Partial<Record<string, BlockedAct[]>> = {
  "status-said": ["publish-status"],
  "status-operational": ["publish-status"],
  unfrozen: ["unfreeze"],
  "decision-sealed": ["propose-decision"],
  "rollback-executed": ["start-rollback"],
  "rollback-verified": ["start-rollback"],
  "rollback-complete": ["start-rollback"],
  // Either branch may be the one that is taken, so neither is held up.
  "any-of": ["publish-status", "unfreeze", "propose-decision", "start-rollback"],
};
