"use server";

import { ExplainBreach, explainBreach } from "#lib/commands/clock/explain-breach.ts";
import { PauseClock, pauseClock } from "#lib/commands/clock/pause.ts";
import { ResumeClock, resumeClock } from "#lib/commands/clock/resume.ts";
import { defineAction } from "../../_action/define-action.ts";
import { roomVerb } from "./room-verb.ts";

export const pauseClockAction = defineAction(roomVerb("pause-clock", PauseClock, pauseClock));
export const resumeClockAction = defineAction(roomVerb("resume-clock", ResumeClock, resumeClock));
export const explainBreachAction = defineAction(roomVerb("explain-breach", ExplainBreach, explainBreach));
