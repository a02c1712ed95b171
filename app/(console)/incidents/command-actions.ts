"use server";

import { AddTask, addTask } from "#lib/commands/commander/add-task.ts";
import { AnswerQuestion, answerQuestion } from "#lib/commands/commander/answer-question.ts";
import { AskQuestion, askQuestion } from "#lib/commands/commander/ask-question.ts";
import { CancelIncident, cancelIncident } from "#lib/commands/commander/cancel-incident.ts";
import { ChangeSeverity, changeSeverity } from "#lib/commands/commander/change-severity.ts";
import { FinishTask, finishTask } from "#lib/commands/commander/finish-task.ts";
import { HandOverRole, handOverRole } from "#lib/commands/commander/hand-over-role.ts";
import { LinkBridge, linkBridge } from "#lib/commands/commander/link-bridge.ts";
import { LinkIncidents, linkIncidents } from "#lib/commands/commander/link-incidents.ts";
import { ReassignTask, reassignTask } from "#lib/commands/commander/reassign-task.ts";
import { ReopenIncident, reopenIncident } from "#lib/commands/commander/reopen-incident.ts";
import { defineAction } from "../../_action/define-action.ts";
import { roomVerb } from "./room-verb.ts";

export const changeSeverityAction = defineAction(roomVerb("change-severity", ChangeSeverity, changeSeverity));
export const cancelIncidentAction = defineAction(roomVerb("cancel-incident", CancelIncident, cancelIncident));
export const reopenIncidentAction = defineAction(roomVerb("reopen-incident", ReopenIncident, reopenIncident));
export const linkIncidentsAction = defineAction(roomVerb("link-incidents", LinkIncidents, linkIncidents));
export const linkBridgeAction = defineAction(roomVerb("link-bridge", LinkBridge, linkBridge));
export const handOverRoleAction = defineAction(roomVerb("hand-over-role", HandOverRole, handOverRole));
export const addTaskAction = defineAction(roomVerb("add-task", AddTask, addTask));
export const reassignTaskAction = defineAction(roomVerb("reassign-task", ReassignTask, reassignTask));
export const finishTaskAction = defineAction(roomVerb("finish-task", FinishTask, finishTask));
export const askQuestionAction = defineAction(roomVerb("ask-question", AskQuestion, askQuestion));
export const answerQuestionAction = defineAction(roomVerb("answer-question", AnswerQuestion, answerQuestion));
