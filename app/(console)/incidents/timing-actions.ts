"use server";

import { AnswerConsensus, answerConsensus } from "#lib/commands/timing/answer-consensus.ts";
import { ConcludeDiscussion, concludeDiscussion } from "#lib/commands/timing/conclude-discussion.ts";
import { ConfirmTrigger, confirmTrigger } from "#lib/commands/timing/confirm-trigger.ts";
import { ScheduleRollback, scheduleRollback } from "#lib/commands/timing/schedule-rollback.ts";
import { defineAction } from "../../_action/define-action.ts";
import { roomVerb } from "./room-verb.ts";

export const confirmTriggerAction = defineAction(roomVerb("confirm-trigger", ConfirmTrigger, confirmTrigger));
export const concludeDiscussionAction = defineAction(
  roomVerb("conclude-discussion", ConcludeDiscussion, concludeDiscussion),
);
export const scheduleRollbackAction = defineAction(
  roomVerb("schedule-rollback", ScheduleRollback, scheduleRollback),
);
export const answerConsensusAction = defineAction(
  roomVerb("answer-consensus", AnswerConsensus, answerConsensus),
);
