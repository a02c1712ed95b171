import type { SealingCause } from "#lib/domain/checkpoint/events.ts";
import type { CheckpointObligation } from "#lib/domain/checkpoint/obligations.ts";
import type { Item } from "#lib/domain/checkpoint/pack.ts";
import type { Hindrance, Standing } from "#lib/domain/checkpoint/standing.ts";
import type { DeputiesView } from "./deputies.ts";

/** A file that was handed in with a report. */
export type FileView = { id: string; name: string; bytes: number; sha256: string };
/** What a pipeline said of what it ran. */
export type RanView = {
  file: { id: string; bytes: number };
  exitCode: number;
  repository: string | null;
  branch: string | null;
  commit: string | null;
  isClean: boolean | null;
  /** Of a required run: its commands that are not green yet at this commit. */
  missing: string[];
};
export type ProofView = {
  passed: boolean;
  by: string;
  at: string;
  /** What was run, or where the proof is; of an attestation, what was looked at. */
  command: string;
  output: string;
  value: string | null;
  /** Null where nobody's pipeline ran it. */
  ran: RanView | null;
  /** Null where nobody handed one in with the words. */
  file: FileView | null;
};
export type SubjectView = {
  id: string;
  title: string;
  rule: string | null;
  decidedBy: Item["decidedBy"];
  holds: boolean;
  party: string | null;
  proof: ProofView | null;
  reading: string | null;
};
/** A signature that counts no more, and what is another than when it was given. */
export type VoidedView = { go: boolean; by: string; at: string; changes: string[] };
export type SideVerdict = {
  party: string;
  title: string;
  of: string;
  verdict: {
    go: boolean;
    by: string;
    /** For whom they signed, where a deputy did. */
    deputyFor: string | null;
    at: string;
    remediation: string;
    /** Null in a log of the first version, which took verdicts unsigned. */
    signature: { method: "passkey" | "server-attested"; digest: string } | null;
  } | null;
  voided: VoidedView | null;
};
/** What was asked back before signing; words are null where they are gone. */
export type AskedView = {
  seq: number;
  words: string | null;
  by: string;
  side: string;
  to: string;
  at: string;
  answer: { words: string | null; by: string; at: string } | null;
  /** The reader's side is asked, and has not answered yet. */
  isMine: boolean;
};
export type SealingView = {
  go: boolean;
  cause: SealingCause;
  at: string;
  /** The entry that sealed it: the record's address. */
  seq: number;
  validUntil: string | null;
  isOver: boolean;
  recordDigest: string;
  /** The GO that this one takes back: when it was sealed, and its entry. */
  takesBack: { at: string; seq: number } | null;
};
export type QuestionView = {
  id: string;
  title: string;
  go: string;
  noGo: string;
  rule: string | null;
  /** Its GO is signed with passkeys alone. */
  passkeys: boolean;
  /** Of what would be signed now. */
  packetDigest: string;
  sides: SideVerdict[];
  asked: AskedView[];
  isGo: boolean;
  because: Hindrance[];
  /** What forbids a GO verdict now. */
  against: Hindrance[];
  sealing: SealingView | null;
};
export type OwedView = CheckpointObligation & { by: string; isMine: boolean };
export type CheckpointEntryView = {
  seq: number;
  at: string;
  by: string;
  sentence: string;
  words: string;
  file: FileView | null;
};

/** All that the page of a checkpoint shows one reader. */
export type CheckpointView = {
  reference: string;
  title: string;
  pack: { id: string; title: string; version: string };
  service: { key: string; name: string; environment: string };
  openedAt: string;
  head: { seq: number; hash: string };
  standing: Standing;
  /** What ended it at once. */
  ended: Hindrance[];
  baseline: {
    name: string;
    title: string;
    rule: string | null;
    locked: string;
    now: string | null;
    isMoved: boolean;
    /** Why its probe could not read it when it asked last, and since when. */
    unread: { why: string; since: string } | null;
  }[];
  groups: { id: string; title: string; rule: string | null; items: SubjectView[] }[];
  runs: (SubjectView & { commands: string[] })[];
  aborts: { id: string; title: string; rule: string | null; isPulled: boolean }[];
  noGo: (Hindrance & { stands: boolean })[];
  questions: QuestionView[];
  record: {
    id: string;
    title: string;
    rule: string | null;
    isThere: boolean;
    words: string | null;
    owner: string | null;
    asksOwner: boolean;
    asks: string | null;
  }[];
  roles: { id: string; title: string }[];
  owed: OwedView[];
  timeline: CheckpointEntryView[];
  /** What must show in the output of each subject. */
  shows: Record<string, string[]>;
  /** Which value is to be reported, in words, where one is. */
  expected: Record<string, string | null>;
  deputies: DeputiesView;
  /** What may be handed in with a report. */
  files: { mostBytes: number };
  viewer: {
    party: string | null;
    /** Also for whom they are a deputy. */
    signsFor: { party: string; deputyFor: string | null } | null;
    hasOneTimeCodes: boolean;
  };
};
