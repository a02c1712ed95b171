import { startRules } from "../../authority/start-rollback.ts";
import { evidenceOwner } from "../../gate/evidence-owner.ts";
import { currentEvidence, evidenceAsked, openCriteria } from "../../gate/holds.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { frozenByWords } from "../../rollback/frozen.ts";
import { laneOf } from "../../rollback/lanes.ts";
import { planAsked } from "../../rollback/offered.ts";
import { isAsking, whichRun } from "../../rollback/run.ts";
import type { Obligation } from "../obligation.ts";
import type { IncidentState, RunState, StepState } from "../state.ts";
import { scheduleOwed } from "./schedule.ts";

/** What the trigger asks for at once, and what a run asks of people. */
export function rollbackObligations(
  state: IncidentState,
  pack: ProtocolPack,
  run: RunState | null,
): Obligation[] {
  const people = state.runs.flatMap((one) => peopleAsked(state, pack, one));
  if (run === null || run.status === "aborted")
    return [...startOwed(state, pack), ...people, ...evidenceOwed(state, pack, run)];
  return [...stepsAsking(state, pack, run), ...people, ...evidenceOwed(state, pack, run)];
}

/** The start, or what stands before it: what a plan needs is owed by itself, and a scheduled start waits for its schedule. */
function startOwed(state: IncidentState, pack: ProtocolPack): Obligation[] {
  const plan = planAsked(state, pack);
  const trigger = pack.triggers[state.trigger];
  if (trigger === undefined || plan === null || needsOf(plan, state, pack).length > 0) return [];
  const [rule] = startRules(state, pack);
  if (rule?.mode === "consensus-scheduled") {
    const isDiscussed = !trigger.discussed || state.discussed !== null;
    return isDiscussed ? scheduleOwed(state, pack, rule, plan) : [];
  }
  return [
    {
      id: "rollback:start",
      title: `Start the rollback: ${pack.plans[plan]?.title ?? plan}`,
      why: trigger.requires.summary,
      rule: trigger.rule ?? null,
      owner: { role: rule?.by[0] ?? pack.commander },
      dueAt: null,
      act: { kind: "start-rollback", plan },
    },
  ];
}

const needsOf = (plan: string, state: IncidentState, pack: ProtocolPack) =>
  openCriteria(pack.plans[plan]?.needs ?? [], state, pack, { otherCriticalIncidents: 0 });

/** A step of a lane asks its lead; where nobody holds that role, and for any other step, it asks who started the run (PT-6). */
function rulesOn(state: IncidentState, pack: ProtocolPack, run: RunState, step: string): Obligation["owner"] {
  const lead = laneOf(pack, run, step)?.lead;
  return lead !== undefined && state.participants.some(({ roles }) => roles.includes(lead))
    ? { role: lead }
    : { person: run.startedBy };
}

function stepsAsking(state: IncidentState, pack: ProtocolPack, run: RunState): Obligation[] {
  // It ends by itself with the step that runs.
  if (run.abortAsked) return [];
  const asking = run.steps.filter(isAsking);
  return [
    ...resumeOwed(pack, run),
    ...asking.map(
      (step): Obligation => ({
        id: `step:${step.id}#${step.attempt}`,
        ...askedOf(step.status, titleOf(pack, run, step.id)),
        rule: step.rule,
        owner: rulesOn(state, pack, run, step.id),
        dueAt: null,
        act: { kind: "rule-on-step", run: run.run, step: step.id, attempt: step.attempt },
      }),
    ),
  ];
}

/** A run that stands still, half way perhaps, is always somebody's: of whoever stopped it by a refusal, else of whoever started it. */
function resumeOwed(pack: ProtocolPack, run: RunState): Obligation[] {
  const { pausedBy, approval, rule, startedBy } = run;
  if (run.status !== "paused" || pausedBy === null) return [];
  const refuser = pausedBy === "approval-refused" ? approval?.role : undefined;
  const words = {
    person: ["The run is paused: resume or abort it", "Nothing runs until a person says so."],
    frozen: [
      "A freeze stopped the run: resume it all the same, or abort it",
      `Frozen by ${frozenByWords(run.frozenBy ?? [])}. Whoever resumes it says why it may go on.`,
    ],
    "approval-refused": [
      "The run stands, its approval refused: resume or abort it",
      `Nothing runs until ${refuser === undefined ? "a person" : (pack.roles[refuser]?.title ?? refuser)} lets it go on, or it is aborted.`,
    ],
  } as const;
  const [title, why] = words[pausedBy];
  const owner = refuser === undefined ? { person: startedBy } : { role: refuser };
  return [
    { id: "run:resume", title, why, rule, owner, dueAt: null, act: { kind: "resume-run", run: run.run } },
  ];
}

function askedOf(status: StepState["status"], title: string): Pick<Obligation, "title" | "why"> {
  if (status === "awaits-person")
    return {
      title: `Do by hand: ${title}`,
      why: "The run waits until you say that it is done, and how you know.",
    };
  return status === "failed"
    ? { title: `Step "${title}" failed: what now?`, why: "The run has stopped and asks." }
    : {
        title: `Step "${title}" is in doubt: did it happen?`,
        why: "The worker was lost after the step began. Look before you choose.",
      };
}

const titleOf = (pack: ProtocolPack, run: RunState, step: string) =>
  pack.plans[run.plan]?.steps.find((one) => one.id === step)?.title ?? step;

/** Owed for each run itself where no clock says so already; what was started first also where it was aborted (SM-4). */
function peopleAsked(state: IncidentState, pack: ProtocolPack, run: RunState): Obligation[] {
  const owed: Obligation[] = [];
  const which = whichRun(state, run);
  if (run.approval?.answer === "owed" && run.status !== "aborted") {
    owed.push({
      id: `run:approval:${run.run}`,
      title: `Approve or refuse the rollback${which}`,
      why: "It has started; your answer is owed meanwhile. A refusal pauses it.",
      rule: run.rule,
      owner: { role: run.approval.role },
      dueAt: null,
      act: { kind: "answer-approval", run: run.run },
    });
  }
  if (run.report !== null && run.report.by === null) {
    owed.push({
      id: `run:report:${run.run}`,
      title: `Report the rollback you started${which}`,
      why: "Act first, report later.",
      rule: run.rule,
      owner: { person: run.startedBy },
      dueAt: null,
      act: { kind: "file-report", run: run.run },
    });
  }
  if (run.ratification !== null && run.ratification.by === null) {
    const title = pack.roles[run.ratification.role]?.title ?? run.ratification.role;
    owed.push({
      id: `run:ratify:${run.run}`,
      title: `Ratify what was done first${which}`,
      why: `${title} ratifies before the incident can close.`,
      rule: run.rule,
      owner: { role: run.ratification.role },
      dueAt: null,
      act: { kind: "ratify", run: run.run },
    });
  }
  return owed;
}

function evidenceOwed(state: IncidentState, pack: ProtocolPack, run: RunState | null): Obligation[] {
  const isExecuted = run !== null && run.status !== "aborted" && run.executedAt !== null;
  return evidenceAsked(state, pack)
    .filter(
      ([name, { when }]) =>
        currentEvidence(state, pack, name) === undefined && (when.length > 0 || isExecuted),
    )
    .map(([name, requirement]) => ({
      id: `evidence:${name}`,
      title: `Hand in: ${requirement.title}`,
      why:
        requirement.when.length > 0
          ? (pack.triggers[state.trigger]?.requires.summary ?? "The trigger asks for it.")
          : "The rollback is complete only when everyone's evidence is in.",
      rule: requirement.rule ?? null,
      owner: evidenceOwner(requirement),
      dueAt: null,
      act: { kind: "hand-in-evidence" as const, requirement: name },
    }));
}
