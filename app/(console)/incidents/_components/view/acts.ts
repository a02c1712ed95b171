import type { ObligationAct } from "#lib/domain/incident/obligation.ts";
import type { Lexicon } from "../sentence/lexicon.ts";

/** The words on the one button of an obligation. */
export function actLabel(act: ObligationAct, names: Lexicon): string {
  switch (act.kind) {
    case "send-notice":
      return `Write: ${names.pack.notices[act.notice]?.title ?? "the notice"}`;
    case "recommend":
      return "Review and recommend";
    case "start-rollback":
      return "Review and start";
    case "answer-approval":
      return "Approve or refuse";
    case "file-report":
      return "File the report";
    case "ratify":
      return "Ratify";
    case "rule-on-step":
      return "Look and decide";
    case "resume-run":
      return "Resume or abort";
    case "confirm-repin":
      return "Confirm the re-pin";
    case "hand-in-evidence":
    case "hand-in-deliverable":
      return "Hand in";
    case "propose-decision":
      return "Propose";
    case "answer-decision":
      return "Read and sign";
    case "record-fact":
      return "Record";
    case "assign-role":
      return "Name somebody";
    case "link-bridge":
      return "Link the bridge";
    case "finish-task":
      return "Record it as done";
    case "answer-question":
      return "Answer";
    case "confirm-trigger":
      return "Confirm";
    case "conclude-discussion":
      return "Conclude";
    case "schedule-rollback":
      return "Schedule";
    case "answer-consensus":
      return "Agree or refuse";
    case "declare-mode":
      return "Review and declare";
    case "confirm-target":
      return "Confirm";
    case "choose-play":
      return "Choose";
    case "measure-baseline":
      return "Record the baseline";
    case "report-check":
      return "Report";
    case "attest":
      return "Read and sign";
    case "unfreeze":
      return "Lift the freezes";
    case "publish-status":
      return "Write the status";
    case "close":
      return "Close";
  }
}
