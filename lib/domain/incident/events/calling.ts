import { z } from "zod";
import { event, Id, Instant, Words } from "./shapes.ts";

const call = { call: Id };

/** People on call, called one after the other until one answers. */
export const callingEvents = {
  PersonCalled: event({ ...call, person: Id, role: z.string(), answerBy: Instant }, {}),
  /** Whether the call reached a channel of the person's. */
  CallDelivered: event({ ...call, outcome: z.enum(["accepted", "failed"]) }, { receipt: Words }),
  /** By `act` where who was called did something in the incident instead of saying so. */
  CallAnswered: event({ ...call, by: z.enum(["console", "link", "act"]) }, {}),
  CallPassed: event({ ...call, because: z.enum(["no-answer", "not-reached", "taken-up", "declined"]) }, {}),
  /** Everybody who is on call was called, and nobody answered; or nobody is on call. */
  NobodyAnswered: event({ called: z.number().int().nonnegative() }, {}),
};
