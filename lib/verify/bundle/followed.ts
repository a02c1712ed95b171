import type { Proof } from "#lib/domain/incident/events/decision.ts";
import type { RawEntry } from "#lib/domain/record/entry.ts";
import type { DecisionSummary } from "./findings.ts";
import type { Signer } from "./history.ts";
import type { Names } from "./reading.ts";

export type Log = { stream: string; entries: readonly RawEntry[] };

/** A file that a log names. */
export type NamedFile = { seq: number; sha256: string; bytes: number; isRedacted: boolean };

/** A sealed decision as a bundle holds it. */
export type Sealed = {
  summary: DecisionSummary;
  /** Of its log's sealings this one: its decision, or of a checkpoint its entry, because a question may be sealed twice. */
  name: string;
  /** What the record's envelope holds; null where the log says nothing that could stand in one. */
  statement: string | null;
  markdown: (names: Names) => string;
};

/** What a whole log comes to with its protocol, whatever it is the log of. */
export type Followed = {
  /** By credential, each as it was enrolled first. */
  signers: ReadonlyMap<string, Signer>;
  /** How each signature was made, in the order of the log. */
  proofs: readonly Proof["method"][];
  sealed: readonly Sealed[];
};

/** What a log says of itself before anybody knows its protocol. */
export type Reading = {
  /** Of the protocol that it pins; null where its first entry pins none. */
  packHash: string | null;
  files: NamedFile[];
  /** Null where the bytes cannot be read as a protocol of its kind. */
  follow: (pack: Uint8Array) => Followed | null;
};
