import { z } from "zod";
import { Packet } from "../incident/events/decision.ts";
import { Id, Sha256 } from "../incident/events/shapes.ts";

/** Exactly what a person signs: the whole packet, the answer, and where the log stood. Its canonical bytes are hashed. */
export const Statement = z.strictObject({
  schema: z.literal("holdpoint-statement-v1"),
  packet: Packet,
  packetDigest: Sha256,
  party: z.string(),
  person: Id,
  answer: z.string(),
  remediationPlanDigest: Sha256.nullable(),
  logHead: z.strictObject({ seq: z.number().int().positive(), hash: Sha256 }),
  nonce: z.string().min(16),
});
export type Statement = z.infer<typeof Statement>;

/** The sealed record: the packet and every signed statement, so that it shows exactly what was signed. */
export type SealedRecord = {
  schema: "holdpoint-record-v1";
  packet: Packet;
  packetDigest: string;
  outcome: string;
  go: boolean;
  cause: "same-answer" | "unequal-answers";
  verdicts: {
    party: string;
    person: string;
    answer: string;
    statementDigest: string;
    statement: string;
    proof: unknown;
  }[];
};
