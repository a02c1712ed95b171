import { z } from "zod";
import { readInput } from "#lib/domain/read-input.ts";
import { refuse } from "#lib/domain/refusal.ts";
import { isCallToken } from "#lib/platform/call-link.ts";
import { settings } from "#lib/platform/env.ts";
import { readIncident } from "#lib/store/incident-log.ts";
import type { CommandResult } from "../context.ts";
import { invalid, Reference } from "../incident-command.ts";
import { AnswerCall, answerCallByLink } from "./answer-call.ts";

export const AnswerByLink = z.object({
  reference: Reference,
  call: z.uuid(),
  token: z.string().max(100),
  answer: AnswerCall.shape.answer,
});

/** Answers for the person whom the call was sent to, because only that person was given the link. */
export async function answerByLink(idempotencyKey: string, raw: z.input<typeof AnswerByLink>): CommandResult {
  const parsed = readInput(AnswerByLink, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { reference, call: id, token, answer } = parsed.data;
  const { secret } = settings();
  const isOurs = secret !== undefined && isCallToken(token, reference, id, secret);
  const incident = isOurs ? await readIncident(reference) : null;
  const call = incident?.state.calls.find((one) => one.call === id);
  if (call === undefined) return refuse("unauthorised", null, "This link is none of this console's calls.");
  const context = { actor: { kind: "person" as const, id: call.person }, idempotencyKey };
  return answerCallByLink(context, { reference, call: id, answer });
}
