import { z } from "zod";
import { decideAnswer } from "#lib/domain/calling/call.ts";
import { Id } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const AnswerCall = z.object({ call: Id, answer: z.enum(["on-it", "cannot"]).default("on-it") });

const answering = (name: string, by: "console" | "link") =>
  incidentCommand({
    name,
    input: AnswerCall,
    decide: ({ state, input, circumstances }) => decideAnswer(state, { ...input, by }, circumstances),
  });

/** "I am on it" or "I cannot", by the person who was called, in the product. */
export const answerCall = answering("answer-call", "console");
/** The same by the link that came with the call: whoever holds it acts for the person whom it was sent to. */
export const answerCallByLink = answering("answer-call-by-link", "link");
