import { z } from "zod";

/** One notice for one recipient. `idempotencyKey` stays the same over every attempt, so that a receiver can drop a repeat. */
export type Message = {
  to: string;
  subject: string;
  text: string;
  headers: { incidentReference: string; noticeId: string };
  idempotencyKey: string;
  /** A receiver that calls somebody for a notice must be able to tell this from one. */
  isTest?: boolean;
};

/** What a receiver said, or what stood in the way. Only `accepted` counts as having reached anybody. */
export type DeliveryResult =
  | { outcome: "accepted"; receipt: string; acceptedBy: string }
  | { outcome: "rejected"; permanent: boolean; reason: string; retryAfterSeconds?: number };

export type Channel = {
  name: "mail" | "webhook" | "slack" | "teams";
  deliver: (message: Message, signal?: AbortSignal) => Promise<DeliveryResult>;
};

const line = (maximum: number) =>
  z
    .string()
    .min(1, "is empty")
    .max(maximum, `is longer than ${maximum} characters`)
    .refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), "holds a line break or another control character")
    .refine((text) => text.isWellFormed(), "is not well-formed Unicode");

const reference = line(200).refine((text) => /^[\x21-\x7e]+$/.test(text), "holds more than visible ASCII");

const sendable = z.object({
  to: line(2000),
  subject: line(500),
  text: z.string().min(1, "is empty").max(200_000, "is longer than 200000 characters"),
  headers: z.object({ incidentReference: reference, noticeId: reference }),
  idempotencyKey: reference,
});

/** A message that could add a header, or that no channel can carry, is refused before any server is asked. */
export function whyUnsendable(message: Message): DeliveryResult | null {
  const parsed = sendable.safeParse(message);
  const issue = parsed.error?.issues[0];
  return issue ? permanently(`the message's ${issue.path.join(".")} ${issue.message}`) : null;
}

export function permanently(reason: string): DeliveryResult {
  return { outcome: "rejected", permanent: true, reason };
}

export function transiently(reason: string): DeliveryResult {
  return { outcome: "rejected", permanent: false, reason };
}
