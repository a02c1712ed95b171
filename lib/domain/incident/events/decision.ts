import { z } from "zod";
import { MediaType, PipelineRun } from "../../evidence/shapes.ts";
import { event, Id, Instant, Sha256, Words } from "./shapes.ts";

/** `console`: the worker ran the registered action itself. `person`: a member of the party handed it in and vouches for it. */
export const EvidenceSource = z.enum(["console", "person"]);
/** `check-result`: a pipeline ran a command and says how it ended, be it a failure. */
const EvidenceKind = z.enum(["command-output", "link", "text", "file", "check-result"]);
export const EvidenceRef = z.strictObject({
  requirement: z.string(),
  evidence: Id,
  sha256: Sha256,
  source: EvidenceSource,
});

/** What the parties decide on: a pure function of the incident's state, never of what a client sends. */
export const Packet = z.strictObject({
  schema: z.literal("holdpoint-packet-v1"),
  incident: z.string(),
  decision: Id,
  gate: z.string(),
  question: z.string(),
  pack: z.strictObject({ id: z.string(), version: z.string(), hash: Sha256 }),
  severity: z.string(),
  baseline: z.record(z.string(), z.string()),
  run: z.strictObject({ id: Id, planDigest: Sha256, state: z.string() }).nullable(),
  criteria: z.array(
    z.strictObject({ id: z.string(), rule: z.string().nullable(), title: z.string(), holds: z.boolean() }),
  ),
  evidence: z.array(EvidenceRef),
  residualRiskDigest: Sha256,
});
export type Packet = z.infer<typeof Packet>;

/** An entry of the passkeys' log, by its place and its hash. */
export const EnrolmentRef = z.strictObject({ seq: z.number().int().positive(), hash: Sha256 });
export type EnrolmentRef = z.infer<typeof EnrolmentRef>;

export const PasskeyProof = z.strictObject({
  method: z.literal("passkey"),
  credentialId: z.string(),
  publicKeyCose: z.string(),
  algorithm: z.number().int(),
  authenticatorData: z.string(),
  clientDataJson: z.string(),
  signature: z.string(),
  rpId: z.string(),
  origin: z.string(),
  counter: z.number().int().nonnegative(),
  /** The entry that enrolled the key. */
  enrolledBy: Sha256.nullable(),
});
export const AttestedProof = z.strictObject({
  method: z.literal("server-attested"),
  checked: z.tuple([z.literal("password"), z.literal("one-time-code")]),
});
export const Proof = z.discriminatedUnion("method", [PasskeyProof, AttestedProof]);
export type Proof = z.infer<typeof Proof>;

export const decisionEvents = {
  EvidenceHandedIn: event(
    {
      evidence: Id,
      requirement: z.string(),
      /** Null where a role owes it, not a party. */
      party: z.string().nullable(),
      kind: EvidenceKind,
      sha256: Sha256,
      bytes: z.number().int().nonnegative(),
      source: EvidenceSource,
      supersedes: Id.nullable(),
      exitCode: z.number().int().nullable(),
      /** Its type, where digest and size are those of a stored file; missing where they are those of `body`. */
      media: MediaType.optional(),
      /** Missing where no pipeline ran it. */
      run: PipelineRun.optional(),
    },
    /** `name`: that of the file, as whoever handed it in calls it. */
    { summary: Words, body: Words, name: z.string().max(200).optional() },
  ),
  DeliverableHandedIn: event({ deliverable: z.string() }, { body: Words }),
  SignerEnrolled: event(
    {
      person: Id,
      /** Null where a role signs, not a party. */
      party: z.string().nullable(),
      credentialId: z.string(),
      publicKeyCose: z.string(),
      algorithm: z.number().int(),
      /** The entry of the passkeys' log that enrolled it; missing where none was asked yet. */
      enrolment: EnrolmentRef.optional(),
    },
    { label: Words },
  ),
  DecisionProposed: event(
    { decision: Id, gate: z.string(), packet: Packet, packetDigest: Sha256 },
    { residualRisk: Words },
  ),
  DecisionRevised: event(
    { decision: Id, packet: Packet, packetDigest: Sha256, voided: z.array(z.string()) },
    {},
  ),
  VerdictSigned: event(
    {
      decision: Id,
      party: z.string(),
      person: Id,
      answer: z.string(),
      packetDigest: Sha256,
      statement: z.string(),
      statementDigest: Sha256,
      proof: Proof,
      signedAt: Instant,
    },
    { remediationPlan: Words },
  ),
  DecisionSealed: event(
    {
      decision: Id,
      gate: z.string(),
      outcome: z.string(),
      go: z.boolean(),
      cause: z.enum(["same-answer", "unequal-answers"]),
      record: z.string(),
      recordDigest: Sha256,
    },
    {},
  ),
  /** The decision log was brought into a party's repository, or for the first time could not be. */
  DecisionFiled: event(
    {
      decision: Id,
      party: z.string(),
      action: z.string(),
      /** Where it lies; null where it could not be brought there. */
      place: z.string().max(400).nullable(),
    },
    { reason: Words },
  ),
};
