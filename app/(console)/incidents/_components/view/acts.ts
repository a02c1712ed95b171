import type { ObligationAct } from "#lib/domain/incident/obligation.ts";
import type { Lexicon } from "../sentence/lexicon.ts";

/** An act that a person can begin. */
export type PressedAct = Exclude<ObligationAct, { kind: "await-receipt" }>;

const labels: Record<Exclude<ObligationAct["kind"], "send-notice" | "await-receipt">, string> = {
  recommend: "Review and recommend",
  "start-rollback": "Review and start",
  "answer-approval": "Approve or refuse",
  "file-report": "File the report",
  ratify: "Ratify",
  "rule-on-step": "Look and decide",
  "resume-run": "Resume or abort",
  "confirm-repin": "Confirm the re-pin",
  "hand-in-evidence": "Hand in",
  "hand-in-deliverable": "Hand in",
  "propose-decision": "Propose",
  "answer-decision": "Read and sign",
  "record-fact": "Record",
  "assign-role": "Name somebody",
  "explain-breach": "Explain",
  "link-bridge": "Link the bridge",
  "finish-task": "Record it as done",
  "answer-question": "Answer",
  "confirm-trigger": "Confirm",
  "conclude-discussion": "Conclude",
  "schedule-rollback": "Schedule",
  "answer-consensus": "Agree or refuse",
  "declare-mode": "Review and declare",
  "confirm-target": "Confirm",
  "choose-play": "Choose",
  "measure-baseline": "Record the baseline",
  "report-check": "Report",
  attest: "Read and sign",
  unfreeze: "Lift the freezes",
  "publish-status": "Write the status",
  close: "Close",
};

/** The words on the one button of an obligation. */
export const actLabel = (act: PressedAct, names: Lexicon): string =>
  act.kind === "send-notice"
    ? `Write: ${names.pack.notices[act.notice]?.title ?? "the notice"}`
    : labels[act.kind];
