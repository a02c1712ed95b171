import { z } from "zod";
import { Packet } from "../incident/events/decision.ts";
import { Id, Sha256 } from "../incident/events/shapes.ts";
import { DeputyFor } from "./deputy-events.ts";

/** Exactly what a person signs: the whole packet, the answer, and where the log stood. Its canonical bytes are hashed. */
export const statementOn = <P extends z.ZodType>(packet: P) =>
  z.strictObject({
    schema: z.literal("holdpoint-statement-v1"),
    packet,
    packetDigest: Sha256,
    party: z.string(),
    person: Id,
    /** Missing where a side's own signer signs. */
    deputyFor: DeputyFor.optional(),
    answer: z.string(),
    remediationPlanDigest: Sha256.nullable(),
    logHead: z.strictObject({ seq: z.number().int().positive(), hash: Sha256 }),
    nonce: z.string().min(16),
  });

/** The statement of a verdict in an incident. */
export const Statement = statementOn(Packet);
export type Statement = z.infer<typeof Statement>;

/** What a role signs: the protocol's sentence about an incident as it stands, never what a client sends. */
export const AttestationStatement = z.strictObject({
  schema: z.literal("holdpoint-attestation-v1"),
  incident: z.string(),
  pack: z.strictObject({ id: z.string(), version: z.string(), hash: Sha256 }),
  attestation: z.string(),
  says: z.string(),
  role: z.string(),
  person: Id,
  reasonDigest: Sha256.nullable(),
  logHead: z.strictObject({ seq: z.number().int().positive(), hash: Sha256 }),
  nonce: z.string().min(16),
});
export type AttestationStatement = z.infer<typeof AttestationStatement>;

/** Where the log stood, and what makes this signature another than any before. */
export type Anchor = Pick<Statement, "logHead" | "nonce">;

type Said<P> = {
  packet: P;
  packetDigest: string;
  party: string;
  person: string;
  answer: string;
  remediation: string;
  /** Null where a side's own signer signs. */
  deputyFor: DeputyFor | null;
};

/** The one form of a statement, whatever the packet is about: rebuilt by the server, never taken from a client. */
export const stated = <P>(
  { remediation, deputyFor, ...said }: Said<P>,
  anchor: Anchor,
  digest: (value: unknown) => string,
) => ({
  schema: "holdpoint-statement-v1" as const,
  ...said,
  ...(deputyFor === null ? {} : { deputyFor }),
  remediationPlanDigest: remediation.trim() === "" ? null : digest(remediation),
  ...anchor,
});

/** A verdict as a sealed record holds it: all that is needed to check it without us. */
export type SealedVerdict = {
  party: string;
  person: string;
  answer: string;
  statementDigest: string;
  statement: string;
  proof: unknown;
};

/** The sealed record: the packet and every signed statement, so that it shows exactly what was signed. */
export type SealedRecord = {
  schema: "holdpoint-record-v1";
  packet: Packet;
  packetDigest: string;
  outcome: string;
  go: boolean;
  cause: "same-answer" | "unequal-answers";
  verdicts: SealedVerdict[];
};
