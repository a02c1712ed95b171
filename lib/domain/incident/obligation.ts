import type { Owner } from "../protocol/parts/shared.ts";

/** The single act that meets an obligation; each screen knows how to open it. */
export type ObligationAct =
  | { kind: "send-notice"; notice: string }
  /** It was sent and every audience may still get it: nothing is to be done unless it fails. */
  | { kind: "await-receipt"; notice: string; sentAt: string }
  | { kind: "recommend" }
  | { kind: "start-rollback"; plan: string }
  | { kind: "answer-approval"; run: string }
  | { kind: "file-report"; run: string }
  | { kind: "ratify"; run: string }
  | { kind: "rule-on-step"; run: string; step: string; attempt: number }
  | { kind: "resume-run"; run: string }
  | { kind: "confirm-repin" }
  | { kind: "hand-in-evidence"; requirement: string }
  | { kind: "hand-in-deliverable"; deliverable: string }
  | { kind: "propose-decision"; gate: string }
  | { kind: "answer-decision"; decision: string }
  | { kind: "record-fact"; fact: string }
  | { kind: "assign-role"; role?: string }
  | { kind: "explain-breach"; clock: string; occurrence: number }
  | { kind: "link-bridge" }
  | { kind: "finish-task"; task: string }
  | { kind: "answer-question"; question: string }
  | { kind: "confirm-trigger" }
  | { kind: "conclude-discussion" }
  | { kind: "schedule-rollback"; plan: string }
  | { kind: "answer-consensus"; role: string }
  | { kind: "declare-mode" }
  | { kind: "confirm-target"; target: string }
  | { kind: "choose-play" }
  | { kind: "measure-baseline"; check: string }
  | { kind: "report-check"; check: string }
  | { kind: "attest"; attestation: string }
  | { kind: "unfreeze" }
  | { kind: "publish-status"; state?: "investigating" | "maintenance" | "monitoring" | "resolved" }
  | { kind: "close" };

/** Something that a person or party owes now. It ends only through its event: nobody ticks it off. */
export type Obligation = {
  id: string;
  title: string;
  why: string;
  rule: string | null;
  owner: Owner | { person: string };
  /** UTC; null where the protocol names no deadline. */
  dueAt: string | null;
  act: ObligationAct;
};
