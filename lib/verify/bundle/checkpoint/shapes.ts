import { z } from "zod";
import { CheckpointAnswer, SealingCause } from "#lib/domain/checkpoint/events.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import { CheckpointPacket } from "#lib/domain/checkpoint/packet.ts";
import { Proof } from "#lib/domain/incident/events/decision.ts";
import { Id, Instant, Sha256 } from "#lib/domain/incident/events/shapes.ts";
import { readJson } from "../json.ts";

const text = z.string();
const part = { id: text, title: text, rule: text.optional() };
const word = z.string().min(1);

const Item = z.discriminatedUnion("decidedBy", [
  z.object({ ...part, decidedBy: z.literal(["check", "evidence", "value", "attestation"]) }),
  z.object({ ...part, decidedBy: z.literal("run"), run: text }),
  z.object({ ...part, decidedBy: z.literal("system"), noIncidentOf: z.array(word) }),
]);

const NoGo = z.discriminatedUnion("unless", [
  z.object({ ...part, unless: z.literal(["record-signed", "baseline-unmoved", "no-critical-incident"]) }),
  z.object({ ...part, unless: z.literal("run-green"), run: text }),
]);

const Question = z.object({
  ...part,
  go: text,
  noGo: text,
  needs: z.array(text).default([]),
  unless: z.array(text).default([]),
  opens: z.boolean().default(false),
  passkeys: z.boolean().default(false),
  goStandsForHours: z.number().positive().max(10_000).optional(),
});

const RecordPart = z.discriminatedUnion("from", [
  z.object({ ...part, from: z.literal(["time", "baseline", "evidence", "words"]) }),
  z.object({ ...part, from: z.literal("verdicts"), party: text }),
]);

/** Of a checkpoint's pack, what a verifier asks: all that a packet and its judgement are made of, and titles to read. */
const CheckpointPackPart = z.object({
  id: text,
  version: text,
  parties: z.record(text, z.object({ title: text })),
  roles: z.record(text, z.object({ title: text })),
  baseline: z.array(z.object({ name: text, title: text })),
  cites: z.object({ lock: text }),
  criteria: z.array(z.object({ id: text, items: z.array(Item) })),
  runs: z.record(text, z.object({ title: text, rule: text.optional(), party: text })),
  aborts: z.array(z.object(part)),
  noGo: z.array(NoGo),
  questions: z.array(Question),
  record: z.array(RecordPart),
});

/**
 * A pack as far as it is asked about. The console's own reader of packs is stricter than a verifier may be, because a
 * later console's packs say more, and a log outlives the console that wrote it.
 */
export const readCheckpointPack = (bytes: Uint8Array): CheckpointPack | null =>
  readJson(bytes, CheckpointPackPart) as unknown as CheckpointPack | null;

const rule = text.nullable();

/** A sealed question's record, exactly. */
export const CheckpointRecordShape = z.strictObject({
  schema: z.literal("holdpoint-checkpoint-record-v1"),
  packet: CheckpointPacket,
  packetDigest: Sha256,
  outcome: CheckpointAnswer,
  cause: SealingCause,
  because: z.array(z.strictObject({ id: text, title: text, rule })),
  sealedAt: Instant,
  validUntil: Instant.nullable(),
  takesBack: Sha256.nullable(),
  verdicts: z.array(
    z.strictObject({
      party: text,
      person: Id,
      answer: text,
      statementDigest: Sha256,
      statement: text,
      proof: Proof,
    }),
  ),
});
