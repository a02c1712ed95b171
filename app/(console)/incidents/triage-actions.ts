"use server";

import { ChoosePlay, choosePlay } from "#lib/commands/triage/choose-play.ts";
import { MeasureBaseline, measureBaseline } from "#lib/commands/triage/measure-baseline.ts";
import { RecordFact, recordFact } from "#lib/commands/triage/record-fact.ts";
import { RecordKnownBlocker, recordKnownBlocker } from "#lib/commands/triage/record-known-blocker.ts";
import { ReportCheck, reportCheck } from "#lib/commands/triage/report-check.ts";
import { RunCheck, runCheck } from "#lib/commands/triage/run-check.ts";
import { defineAction } from "../../_action/define-action.ts";
import { roomVerb } from "./room-verb.ts";

export const recordFactAction = defineAction(roomVerb("record-fact", RecordFact, recordFact));
export const choosePlayAction = defineAction(roomVerb("choose-play", ChoosePlay, choosePlay));
export const reportCheckAction = defineAction(roomVerb("report-check", ReportCheck, reportCheck));
export const runCheckAction = defineAction(roomVerb("run-check", RunCheck, runCheck));
export const measureBaselineAction = defineAction(
  roomVerb("measure-baseline", MeasureBaseline, measureBaseline),
);
export const recordKnownBlockerAction = defineAction(
  roomVerb("record-known-blocker", RecordKnownBlocker, recordKnownBlocker),
);
