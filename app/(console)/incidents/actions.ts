"use server";

import { AnswerCall, answerCall } from "#lib/commands/calling/answer-call.ts";
import { ProposeDecision, proposeDecision } from "#lib/commands/decision/propose.ts";
import { CollectEvidence, collectEvidence } from "#lib/commands/evidence/collect.ts";
import { HandInEvidence, handInEvidence } from "#lib/commands/evidence/hand-in.ts";
import { HandInDeliverable, handInDeliverable } from "#lib/commands/evidence/hand-in-deliverable.ts";
import { AssignRole, assignRole } from "#lib/commands/incident/assign-role.ts";
import { CloseIncident, closeIncident } from "#lib/commands/incident/close.ts";
import { DeclareIncident, declareIncident } from "#lib/commands/incident/declare.ts";
import { RetryDelivery, retryDelivery } from "#lib/commands/notice/retry-delivery.ts";
import { SendNotice, sendNotice } from "#lib/commands/notice/send.ts";
import { AnswerApproval, answerApproval } from "#lib/commands/rollback/answer-approval.ts";
import { ConfirmRepin, confirmRepin } from "#lib/commands/rollback/confirm-repin.ts";
import { FileReport, fileReport } from "#lib/commands/rollback/file-report.ts";
import { RatifyRun, ratifyRun } from "#lib/commands/rollback/ratify.ts";
import { RecommendRollback, recommendRollback } from "#lib/commands/rollback/recommend.ts";
import { RuleOnStep, ruleOnStep } from "#lib/commands/rollback/rule-on-step.ts";
import { StartRollback, startRollback } from "#lib/commands/rollback/start.ts";
import { SteerRun, steerRun } from "#lib/commands/rollback/steer.ts";
import { PublishStatus, publishStatus } from "#lib/commands/status/publish.ts";
import { AddNote, addNote } from "#lib/commands/timeline/add-note.ts";
import { CorrectEntry, correctEntry } from "#lib/commands/timeline/correct-entry.ts";
import { RedactEntry, redactEntry } from "#lib/commands/timeline/redact-entry.ts";
import { settings } from "#lib/platform/env.ts";
import { defineAction } from "../../_action/define-action.ts";
import { roomVerb } from "./room-verb.ts";

export const declareIncidentAction = defineAction({
  name: "declare-incident",
  input: DeclareIncident,
  run: (viewer, input, { idempotencyKey }) =>
    declareIncident({ actor: { kind: "person", id: viewer.personId }, idempotencyKey }, input, {
      allowsScaledClocks: settings().demo === true,
    }),
});

export const collectEvidenceAction = defineAction(
  roomVerb("collect-evidence", CollectEvidence, collectEvidence),
);
export const addNoteAction = defineAction(roomVerb("add-note", AddNote, addNote));
export const correctEntryAction = defineAction(roomVerb("correct-entry", CorrectEntry, correctEntry));
export const redactEntryAction = defineAction({
  ...roomVerb("redact-entry", RedactEntry, redactEntry),
  confirmed: true,
});
export const assignRoleAction = defineAction(roomVerb("assign-role", AssignRole, assignRole));
export const sendNoticeAction = defineAction(roomVerb("send-notice", SendNotice, sendNotice));
export const retryDeliveryAction = defineAction(roomVerb("retry-delivery", RetryDelivery, retryDelivery));
export const answerCallAction = defineAction(roomVerb("answer-call", AnswerCall, answerCall));
export const publishStatusAction = defineAction(roomVerb("publish-status", PublishStatus, publishStatus));
export const recommendRollbackAction = defineAction(
  roomVerb("recommend-rollback", RecommendRollback, recommendRollback),
);
export const startRollbackAction = defineAction({
  ...roomVerb("start-rollback", StartRollback, startRollback),
  confirmed: true,
});
export const steerRunAction = defineAction(roomVerb("steer-run", SteerRun, steerRun));
export const ruleOnStepAction = defineAction({
  ...roomVerb("rule-on-step", RuleOnStep, ruleOnStep),
  confirmed: true,
});
export const answerApprovalAction = defineAction(roomVerb("answer-approval", AnswerApproval, answerApproval));
export const fileReportAction = defineAction(roomVerb("file-report", FileReport, fileReport));
export const ratifyRunAction = defineAction(roomVerb("ratify-run", RatifyRun, ratifyRun));
export const confirmRepinAction = defineAction(roomVerb("confirm-repin", ConfirmRepin, confirmRepin));
export const handInEvidenceAction = defineAction(
  roomVerb("hand-in-evidence", HandInEvidence, handInEvidence),
);
export const handInDeliverableAction = defineAction(
  roomVerb("hand-in-deliverable", HandInDeliverable, handInDeliverable),
);
export const proposeDecisionAction = defineAction(
  roomVerb("propose-decision", ProposeDecision, proposeDecision),
);
export const closeIncidentAction = defineAction(roomVerb("close-incident", CloseIncident, closeIncident));
