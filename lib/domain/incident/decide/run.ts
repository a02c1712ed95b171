import { asOpenParticipant } from "../../authority/who.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, type Outcome, refuse } from "../../refusal.ts";
import { laneOf } from "../../rollback/lanes.ts";
import { findRun, isAsking, isStepRunning, isUnderWay } from "../../rollback/run.ts";
import { type ActingPerson, type Circumstances, type Decided, personToken } from "../circumstances.ts";
import type { NewEvent } from "../events/index.ts";
import type { Ruling } from "../events/rollback.ts";
import type { IncidentState, RunState } from "../state.ts";

type RunAnd<T> = { run: string } & T;

function personAndRun(
  state: IncidentState,
  id: string,
  circumstances: Circumstances,
): Outcome<{ person: ActingPerson; run: RunState }> {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const run = findRun(state, id);
  return run === null
    ? refuse("invalid", null, "There is no such rollback run.")
    : accept({ person: person.value, run });
}

const roleTitle = (pack: ProtocolPack, role: string) => pack.roles[role]?.title ?? role;

/** The approval owed meanwhile: by its role, once, never by the person who started the run; a refusal pauses the run (SM-4). */
export function decideApproval(
  state: IncidentState,
  pack: ProtocolPack,
  input: RunAnd<{ answer: "approved" | "refused"; reason: string }>,
  circumstances: Circumstances,
): Decided {
  const both = personAndRun(state, input.run, circumstances);
  if (!both.ok) return both;
  const { person, run } = both.value;
  if (run.approval === null) return refuse("rule", run.rule, "This rollback needs nobody's approval.");
  const { role } = run.approval;
  if (!person.roles.includes(role))
    return refuse("unauthorised", run.rule, `This approval is ${roleTitle(pack, role)}'s.`);
  if (person.id === run.startedBy)
    return refuse("unauthorised", run.rule, "Who started the rollback does not approve it.");
  if (run.approval.answer !== "owed")
    return refuse(
      "conflict",
      run.rule,
      `${personToken(run.approval.by ?? "")} answered already: ${run.approval.answer}.`,
    );
  return accept([
    {
      type: "ApprovalAnswered",
      facts: { run: run.run, role, answer: input.answer },
      text: { reason: input.reason },
    },
  ]);
}

/** Act first, report later: the report is the starter's to file (SM-4). */
export function decideReport(
  state: IncidentState,
  input: RunAnd<{ body: string }>,
  circumstances: Circumstances,
): Decided {
  const both = personAndRun(state, input.run, circumstances);
  if (!both.ok) return both;
  const { person, run } = both.value;
  if (run.report === null) return refuse("rule", run.rule, "This rollback owes no report.");
  if (run.report.by !== null)
    return refuse("conflict", run.rule, `${personToken(run.report.by)} filed the report already.`);
  if (person.id !== run.startedBy)
    return refuse(
      "unauthorised",
      run.rule,
      `The report is owed by ${personToken(run.startedBy)}, who started the rollback.`,
    );
  return accept([{ type: "ReportFiled", facts: { run: run.run }, text: { body: input.body } }]);
}

/** Ratifies what was done first; it blocks closing, never the run (SM-4). */
export function decideRatification(
  state: IncidentState,
  pack: ProtocolPack,
  input: RunAnd<{ reason: string }>,
  circumstances: Circumstances,
): Decided {
  const both = personAndRun(state, input.run, circumstances);
  if (!both.ok) return both;
  const { person, run } = both.value;
  if (run.ratification === null) return refuse("rule", run.rule, "This rollback needs no ratification.");
  const { role, by } = run.ratification;
  if (!person.roles.includes(role))
    return refuse("unauthorised", run.rule, `Ratifying is ${roleTitle(pack, role)}'s.`);
  if (person.id === run.startedBy)
    return refuse("unauthorised", run.rule, "Who started the rollback does not ratify it.");
  if (by !== null) return refuse("conflict", run.rule, `${personToken(by)} ratified it already.`);
  return accept([{ type: "RunRatified", facts: { run: run.run, role }, text: { reason: input.reason } }]);
}

const steers = (state: IncidentState, pack: ProtocolPack, person: ActingPerson, run: RunState) =>
  person.id === run.startedBy ||
  person.id === state.commander ||
  person.roles.includes(pack.commander) ||
  person.roles.includes(run.approval?.role ?? "");

type Steering = { to: "pause" | "resume" | "abort"; reason: string };

/** Pauses, resumes or aborts a run: its starter, the commander or its approver. After a refused approval only the approver's role resumes it. */
export function decideSteering(
  state: IncidentState,
  pack: ProtocolPack,
  input: RunAnd<Steering>,
  circumstances: Circumstances,
): Decided {
  const both = personAndRun(state, input.run, circumstances);
  if (!both.ok) return both;
  const { person, run } = both.value;
  if (!steers(state, pack, person, run))
    return refuse(
      "unauthorised",
      run.rule,
      "A run is steered by who started it, the commander, or its approver.",
    );
  if (!isUnderWay(run))
    return refuse("conflict", null, `The run is ${run.status}; nothing is left to ${input.to}.`);
  const text = { reason: input.reason };
  switch (input.to) {
    case "pause":
      return pause(run, text);
    case "resume":
      return resume(run, person, pack, text);
    case "abort":
      return run.abortAsked
        ? refuse("conflict", null, "The abort is asked for already; it waits for the step that runs to end.")
        : accept([abortOf(run, text)]);
  }
}

/** An abort never cuts a step off: while one runs the run pauses, and is aborted when it has ended. Whoever stopped it before still says whether it goes on. */
const abortOf = (run: RunState, text: { reason: string }): NewEvent =>
  isStepRunning(run)
    ? {
        type: "RollbackPaused",
        facts: { run: run.run, cause: run.pausedBy ?? "person", thenAbort: true },
        text,
      }
    : { type: "RollbackAborted", facts: { run: run.run }, text };

/** A run that waits for its approval has nothing to pause; resuming it would let it go without one. */
function pause(run: RunState, text: { reason: string }): Decided {
  return run.status === "paused" || run.status === "awaiting-approval"
    ? refuse("conflict", null, `The run is ${run.status}; there is nothing to pause.`)
    : accept([{ type: "RollbackPaused", facts: { run: run.run, cause: "person" }, text }]);
}

function resume(run: RunState, person: ActingPerson, pack: ProtocolPack, text: { reason: string }): Decided {
  if (run.status !== "paused") return refuse("conflict", null, `The run is ${run.status}, not paused.`);
  const role = run.approval?.role;
  if (run.pausedBy === "approval-refused" && role !== undefined && !person.roles.includes(role)) {
    return refuse(
      "unauthorised",
      run.rule,
      `${roleTitle(pack, role)} refused; only that role lets the run go on.`,
    );
  }
  return accept([{ type: "RollbackResumed", facts: { run: run.run }, text }]);
}

type StepRuling = { step: string; attempt: number; ruling: Ruling; reason: string };

/** A failed step or one in doubt waits for a person, its lane's lead among them (PT-6): retry, skip, done by hand, or abort. A verification is never skipped. */
export function decideRuling(
  state: IncidentState,
  pack: ProtocolPack,
  input: RunAnd<StepRuling>,
  circumstances: Circumstances,
): Decided {
  const both = personAndRun(state, input.run, circumstances);
  if (!both.ok) return both;
  const { person, run } = both.value;
  const lane = laneOf(pack, run, input.step);
  if (!steers(state, pack, person, run) && !(lane !== null && person.roles.includes(lane.lead)))
    return refuse(
      "unauthorised",
      lane?.rule ?? run.rule,
      `A step is ruled on by who started the run, the commander, or ${lane === null ? "its approver" : `the ${roleTitle(pack, lane.lead)}, who leads its lane`}.`,
    );
  const step = run.steps.find((one) => one.id === input.step);
  if (step === undefined) return refuse("invalid", null, `The run has no step "${input.step}".`);
  if (step.attempt !== input.attempt || !isAsking(step)) {
    const who = step.ruledBy === null ? "It" : `${personToken(step.ruledBy)} ruled on it already; it`;
    return refuse(
      "stale",
      null,
      `Step "${step.id}" has moved on. ${who} is ${step.status} (attempt ${step.attempt}).`,
    );
  }
  if (input.ruling === "skip" && step.kind === "verify")
    return refuse("rule", step.rule, "A verification is proved or retried, never skipped.");
  if (input.ruling === "retry" && step.status === "awaits-person")
    return refuse(
      "rule",
      step.rule,
      "This step is a person's to do: there is nothing that the console could retry.",
    );
  const { ruling, reason } = input;
  const ruled = {
    type: "StepRuled" as const,
    facts: { run: run.run, step: step.id, attempt: step.attempt, ruling },
    text: { reason },
  };
  return accept(ruling === "abort" && !run.abortAsked ? [ruled, abortOf(run, { reason })] : [ruled]);
}
