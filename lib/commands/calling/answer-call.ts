import { z } from "zod";
import { decideAnswer } from "#lib/domain/calling/call.ts";
import { Id } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

const answering = (name: string, by: "console" | "link") =>
  incidentCommand({
    name,
    input: z.object({ call: Id }),
    decide: ({ state, input, circumstances }) => decideAnswer(state, { ...input, by }, circumstances),
  });

export const AnswerCall = z.object({ call: Id });

/** "I am on it", by the person who was called, in the product. */
export const answerCall = answering("answer-call", "console");
/** The same by the link that came with the call: whoever holds it acts for the person whom it was sent to. */
export const answerCallByLink = answering("answer-call-by-link", "link");
