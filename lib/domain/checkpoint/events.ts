import { z } from "zod";
import { deputyEvents } from "../decision/deputy-events.ts";
import { PipelineRun, StoredFile } from "../evidence/shapes.ts";
import { decisionEvents, Proof } from "../incident/events/decision.ts";
import type { Actor } from "../incident/events/index.ts";
import { event, Id, Instant, Sha256, Words } from "../incident/events/shapes.ts";
import { askingEvents } from "./asked-back.ts";

export const CheckpointAnswer = z.enum(["go", "no-go"]);
export type CheckpointAnswer = z.infer<typeof CheckpointAnswer>;
/** Both sides signed, or the console ended it by itself. */
export const SealingCause = z.enum(["same-answer", "unequal-answers", "baseline-moved", "abort-trigger"]);
export type SealingCause = z.infer<typeof SealingCause>;

/** Who saw a locked value: the console when a baseline was approved, a person, a pipeline with its token, or the worker's own probe. */
const ObservationSource = z.enum(["approved-baseline", "person", "pipeline", "probe"]);
export type ObservationSource = z.infer<typeof ObservationSource>;

const Values = z.record(z.string(), z.string().max(200));
/** What is seen of each locked value; null where it is gone. */
const Seen = z.record(z.string(), z.string().max(200).nullable());

/** What a pipeline ran for a criterion, and the commands of a required run that it shows. */
const Pipeline = z.strictObject({
  run: PipelineRun,
  exitCode: z.number().int(),
  covers: z.array(z.string()),
  file: StoredFile,
});
export type Pipeline = z.infer<typeof Pipeline>;

/** Every event type of a checkpoint's log, with the contract of its facts and its text. */
export const checkpointEvents = {
  CheckpointOpened: event(
    {
      reference: z.string(),
      pack: z.strictObject({ id: z.string(), version: z.string(), hash: Sha256 }),
      service: z.strictObject({ id: Id, key: z.string(), name: z.string(), environment: z.string() }),
      locked: Values,
      /** The locked values that the service's approved baseline names itself. */
      watched: z.array(z.string()),
    },
    { title: Words },
  ),
  CriterionReported: event(
    {
      criterion: z.string(),
      source: z.enum(["check", "run", "evidence", "value"]),
      passed: z.boolean(),
      value: z.string().max(200).nullable(),
      party: z.string(),
      /** Of the words and the file, so that what was shown can be told from what is shown later. */
      digest: Sha256,
      /** Missing where somebody reported it by hand. */
      pipeline: Pipeline.optional(),
      /** What somebody handed in with the words; missing where the words are all. */
      file: StoredFile.optional(),
    },
    /** `name`: that of the file, as whoever handed it in calls it. */
    { command: Words, output: Words, name: z.string().max(200).optional() },
  ),
  CriterionAttested: event(
    /** The digest is of the words; entries of the first version have none. */
    { criterion: z.string(), role: z.string(), party: z.string().nullable(), digest: Sha256.optional() },
    { reason: Words },
  ),
  AbortTriggered: event({ trigger: z.string(), rule: z.string().nullable() }, { cause: Words }),
  BaselineObserved: event(
    {
      values: Seen,
      source: ObservationSource,
      moved: z.array(z.string()),
      /** By which a pipeline said it. */
      token: Id.optional(),
      /** Which values a probe asked for and got no answer about, and why: it proves no move. */
      unread: z.record(z.string(), z.string().max(300)).optional(),
    },
    { cause: Words },
  ),
  RecordPartWritten: event(
    { part: z.string(), owner: z.string().nullable(), digest: Sha256.optional() },
    { words: Words },
  ),
  /** A verdict that nobody signed, as the first version took it. */
  VerdictGiven: event({ party: z.string(), question: z.string(), go: z.boolean() }, { remediation: Words }),
  ...askingEvents,
  ...deputyEvents,
  SignerEnrolled: decisionEvents.SignerEnrolled,
  VerdictSigned: event(
    {
      question: z.string(),
      party: z.string(),
      person: Id,
      answer: CheckpointAnswer,
      packetDigest: Sha256,
      statement: z.string(),
      statementDigest: Sha256,
      proof: Proof,
      signedAt: Instant,
    },
    { remediation: Words },
  ),
  /** The packet is another than the one that was signed. */
  VerdictsVoided: event(
    { question: z.string(), voided: z.array(z.string()), packetDigest: Sha256 },
    { changes: Words },
  ),
  CheckpointSealed: event(
    {
      question: z.string(),
      outcome: CheckpointAnswer,
      cause: SealingCause,
      record: z.string(),
      recordDigest: Sha256,
      validUntil: Instant.nullable(),
    },
    {},
  ),
  CheckpointClosed: event(
    {
      outcomes: z.array(
        z.strictObject({ question: z.string(), go: z.boolean(), because: z.array(z.string()) }),
      ),
      decidedAt: Instant.nullable(),
    },
    { reason: Words },
  ),
} as const;

export type CheckpointEventType = keyof typeof checkpointEvents;
type FactsOf<T extends CheckpointEventType> = z.infer<(typeof checkpointEvents)[T]["facts"]>;
export type CheckpointText<T extends CheckpointEventType> = z.infer<(typeof checkpointEvents)[T]["text"]>;

export type NewCheckpointEvent<T extends CheckpointEventType = CheckpointEventType> = {
  [K in T]: { type: K; facts: FactsOf<K>; text: CheckpointText<K>; actor?: Actor };
}[T];

export type LoggedCheckpointEvent<T extends CheckpointEventType = CheckpointEventType> = {
  [K in T]: { seq: number; hash: string; type: K; facts: FactsOf<K>; actor: Actor; recordedAt: string };
}[T];
