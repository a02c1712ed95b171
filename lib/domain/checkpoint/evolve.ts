import type { LoggedCheckpointEvent, Pipeline } from "./events.ts";
import type { CheckpointState } from "./state.ts";

/** The state after an event: the one reading of a checkpoint's log. */
export function evolveCheckpoint(
  before: CheckpointState | null,
  event: LoggedCheckpointEvent,
): CheckpointState {
  const state = before === null ? opened(event) : changed(before, event);
  return { ...state, seq: event.seq, head: event.hash };
}

function opened(event: LoggedCheckpointEvent): CheckpointState {
  if (event.type !== "CheckpointOpened") throw new Error("A checkpoint's log begins with its opening.");
  const { facts } = event;
  return {
    reference: facts.reference,
    pack: facts.pack,
    service: facts.service,
    openedAt: event.recordedAt,
    openedBy: event.actor.id,
    locked: facts.locked,
    watched: facts.watched,
    seen: facts.locked,
    moved: null,
    reports: {},
    covered: {},
    attested: {},
    aborts: [],
    written: {},
    verdicts: {},
    closed: null,
    seq: event.seq,
    head: event.hash,
  };
}

function changed(state: CheckpointState, event: LoggedCheckpointEvent): CheckpointState {
  const mark = { by: event.actor.id, at: event.recordedAt, seq: event.seq };
  switch (event.type) {
    case "CheckpointOpened":
      throw new Error("A checkpoint is opened once.");
    case "CriterionReported": {
      const { criterion, ...report } = event.facts;
      const covered = withCovered(state.covered, criterion, report.pipeline);
      return { ...state, covered, reports: { ...state.reports, [criterion]: { ...report, ...mark } } };
    }
    case "CriterionAttested": {
      const { criterion, role } = event.facts;
      return { ...state, attested: { ...state.attested, [criterion]: { role, ...mark } } };
    }
    case "AbortTriggered":
      return { ...state, aborts: [...state.aborts, { ...event.facts, ...mark }] };
    case "BaselineObserved": {
      const { values, source, moved: names } = event.facts;
      const moved = state.moved ?? (names.length > 0 ? { names, source, at: mark.at, seq: mark.seq } : null);
      return { ...state, seen: { ...state.seen, ...values }, moved };
    }
    case "RecordPartWritten": {
      const { part, owner } = event.facts;
      return { ...state, written: { ...state.written, [part]: { owner, ...mark } } };
    }
    case "VerdictGiven": {
      const { party, question, go } = event.facts;
      const ofParty = { ...state.verdicts[party], [question]: { go, ...mark } };
      return { ...state, verdicts: { ...state.verdicts, [party]: ofParty } };
    }
    case "CheckpointClosed":
      return { ...state, closed: { ...mark, outcomes: event.facts.outcomes } };
  }
}

/** What is known of each command of a required run once a pipeline has shown some of them (MKD-10). */
export function withCovered(
  before: CheckpointState["covered"],
  criterion: string,
  pipeline: Pipeline | undefined,
): CheckpointState["covered"] {
  if (pipeline === undefined || pipeline.covers.length === 0) return before;
  const { run, exitCode, covers } = pipeline;
  const last = { isGreen: exitCode === 0, repository: run.repository, commit: run.commit };
  const now = Object.fromEntries(covers.map((command) => [command, last]));
  return { ...before, [criterion]: { ...before[criterion], ...now } };
}
