import type { SealingCause } from "#lib/domain/checkpoint/events.ts";
import type { Head } from "#lib/domain/record/entry.ts";

/** What was looked at when something was found wrong. */
export type Check =
  | "files"
  | "signature"
  | "trust"
  | "rotation"
  | "log"
  | "chain"
  | "protocol"
  | "key"
  | "statement"
  | "assertion"
  | "enrolment"
  | "decision"
  | "quorum"
  | "record"
  | "evidence"
  | "anchor";

export type Finding = { check: Check; where: string; message: string };

/** What a reader must know beside the verdict: what is not proved, and by whom something was attested. */
export type Note = { about: string; message: string };

type Means = "passkey" | "server-attested";
export type VerdictSummary = {
  party: string;
  person: string;
  answer: string;
  means: Means;
  signedAt: string;
};
export type DecisionSummary = {
  decision: string;
  question: string;
  outcome: string;
  go: boolean;
  cause: SealingCause;
  /** The entry that sealed it. */
  entry: number;
  sealedAt: string;
  /** Until when a GO stands; null where nothing ends it but what comes after. */
  validUntil: string | null;
  /** The entry that sealed it anew, as NO-GO; null where it is the last word. */
  takenBackBy: number | null;
  /** Empty where the console sealed it by itself. */
  verdicts: VerdictSummary[];
};

/** How much there was to look at. */
export type Counts = {
  files: number;
  evidence: number;
  anchors: number;
  entries: number;
  redacted: number;
  passkeys: number;
  attested: number;
};

export type Verdict =
  | { verdict: "unreadable"; reason: string }
  | {
      verdict: "verified" | "fails";
      stream: string;
      head: Head;
      exportedAt: string;
      console: { version: string; address: string };
      counts: Counts;
      keyId: string;
      isTrusted: boolean;
      /** How many rotations lead to the key from one that was given. */
      through: number;
      decisions: DecisionSummary[];
      findings: Finding[];
      notes: Note[];
    };

export const exitOf = ({ verdict }: Verdict): number => ({ verified: 0, fails: 1, unreadable: 2 })[verdict];

/** Where findings are gathered, in the order of the checks. */
export class Report {
  readonly findings: Finding[] = [];
  readonly notes: Note[] = [];

  wrong(check: Check, where: string, message: string): void {
    this.findings.push({ check, where, message });
  }

  note(about: string, message: string): void {
    this.notes.push({ about, message });
  }
}
