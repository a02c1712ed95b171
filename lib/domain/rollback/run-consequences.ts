import { isBundleComplete } from "../gate/holds.ts";
import type { LoggedEvent, NewEvent } from "../incident/events/index.ts";
import type { IncidentState, RunState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { actsAreDone, allStepsAreDone, isStepRunning, isUnderWay, latestRun } from "./run.ts";
import { runNews } from "./run-news.ts";

/** What a run comes to after an event: approval asked, paused by a refusal, executed, verified, complete. */
export function runConsequences(event: LoggedEvent, state: IncidentState, pack: ProtocolPack): NewEvent[] {
  const run = latestRun(state);
  if (run === null) return [];
  return [
    ...approvals(event, run),
    ...progress(run),
    ...completion(state, run, pack, event),
    ...runNews(event, state, pack),
  ];
}

function approvals(event: LoggedEvent, run: RunState): NewEvent[] {
  if (event.type === "RollbackStarted" && event.facts.approverRole !== null) {
    return [{ type: "ApprovalRequested", facts: { run: run.run, role: event.facts.approverRole }, text: {} }];
  }
  if (event.type !== "ApprovalAnswered" || event.facts.run !== run.run) return [];
  const mayPause = isUnderWay(run) && run.status !== "awaiting-approval";
  if (event.facts.answer === "refused" && mayPause) {
    return [
      { type: "RollbackPaused", facts: { run: run.run, cause: "approval-refused" }, text: { reason: "" } },
    ];
  }
  return [];
}

/** *Executed* is the last acting step's success, before verification (MKC-3). */
function progress(run: RunState): NewEvent[] {
  if (run.status === "aborted") return [];
  if (run.executedAt === null) return [...executed(run), ...askedAbort(run)];
  if (run.abortAsked) return askedAbort(run);
  const proven = run.verifiedAt === null && run.status !== "paused" && allStepsAreDone(run);
  return proven ? [{ type: "RollbackVerified", facts: { run: run.run }, text: {} }] : [];
}

const executed = (run: RunState): NewEvent[] =>
  actsAreDone(run) ? [{ type: "RollbackExecuted", facts: { run: run.run }, text: {} }] : [];

/** An abort that was asked for while a step ran waits for its end, however that was. */
const askedAbort = (run: RunState): NewEvent[] =>
  run.abortAsked && !isStepRunning(run)
    ? [{ type: "RollbackAborted", facts: { run: run.run }, text: { reason: "" } }]
    : [];

/** Complete only when the evidence bundle is (MKC-5); a pack without a bundle is complete when verified. */
function completion(state: IncidentState, run: RunState, pack: ProtocolPack, event: LoggedEvent): NewEvent[] {
  if (run.verifiedAt === null || run.completedAt !== null) return [];
  const bundles = Object.keys(pack.bundles);
  if (!bundles.every((name) => isBundleComplete(state, pack, name))) return [];
  const bundle = bundles[0] ?? "verification";
  return [
    { type: "RollbackCompleted", facts: { run: run.run, bundle, completedAt: event.occurredAt }, text: {} },
  ];
}
