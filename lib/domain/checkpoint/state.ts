import type { DeputyState } from "../decision/deputy-events.ts";
import type { StoredFile } from "../evidence/shapes.ts";
import type { Proof } from "../incident/events/decision.ts";
import type { SignerState } from "../incident/state.ts";
import type { AskedBackState } from "./asked-back.ts";
import type { CheckpointAnswer, ObservationSource, Pipeline, SealingCause } from "./events.ts";

/** The last word on a command of a required run. */
export type Covered = { isGreen: boolean; repository: string | null; commit: string | null };

export type Report = {
  source: "check" | "run" | "evidence" | "value";
  passed: boolean;
  value: string | null;
  digest: string;
  party: string;
  pipeline?: Pipeline | undefined;
  file?: StoredFile | undefined;
  by: string;
  at: string;
  seq: number;
};
export type Signature = {
  packetDigest: string;
  statement: string;
  statementDigest: string;
  proof: Proof;
  signedAt: string;
};
/** A side's answer; one of the first version is not signed and counts for nothing. */
export type Verdict = { go: boolean; by: string; at: string; seq: number; signature: Signature | null };
export type SignedVerdict = Verdict & { signature: Signature };

/** A question's outcome as it was sealed. */
export type Sealing = {
  question: string;
  outcome: CheckpointAnswer;
  cause: SealingCause;
  record: string;
  recordDigest: string;
  validUntil: string | null;
  /** What was reported when it was sealed. */
  reports: Record<string, Report>;
  at: string;
  seq: number;
};

/** Where and how locked values moved first, and what each of them was then; one that moves later is added. */
type Moved = {
  names: string[];
  to: Record<string, string | null>;
  source: ObservationSource;
  at: string;
  seq: number;
};

/** What a checkpoint's log comes to. */
export type CheckpointState = {
  reference: string;
  pack: { id: string; version: string; hash: string };
  service: { id: string; key: string; name: string; environment: string };
  openedAt: string;
  openedBy: string;
  locked: Record<string, string>;
  watched: string[];
  /** What was seen last of the locked values; null where one is gone. */
  seen: Record<string, string | null>;
  /** Which values their probe could not read when it asked last, why, and since when. */
  unread: Record<string, { why: string; since: string }>;
  /** Where a locked value first moved. It never comes back: locking again is a new checkpoint (MKD-1). */
  moved: Moved | null;
  reports: Record<string, Report>;
  /** By required run, then by command: what pipelines showed of it. */
  covered: Record<string, Record<string, Covered>>;
  attested: Record<string, { role: string; digest: string; by: string; at: string; seq: number }>;
  aborts: { trigger: string; rule: string | null; by: string; at: string; seq: number }[];
  written: Record<string, { owner: string | null; digest: string; by: string; at: string; seq: number }>;
  /** By party, then by question: the last one counts. */
  verdicts: Record<string, Record<string, Verdict>>;
  /** By party, then by question: the last signature that a change of the packet voided, until that side signs again. */
  voided: Record<string, Record<string, SignedVerdict>>;
  /** For which party a person signed first: nobody signs for two. */
  speaksFor: Record<string, string>;
  /** The keys as this log enrolled them: what a signature's own key is held against. */
  signers: SignerState[];
  /** Who was named to sign for a side, in its order. */
  deputies: DeputyState[];
  /** What was asked back before signing, in its order. */
  asked: AskedBackState[];
  /** In their order; of a question the last one counts. */
  sealings: Sealing[];
  closed: { at: string; by: string; outcomes: { question: string; go: boolean; because: string[] }[] } | null;
  seq: number;
  head: string;
};
