import {
  beforeFirst,
  entryPreimage,
  type Head,
  type RawEntry,
  textPreimage,
} from "#lib/domain/record/entry.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { readHeader } from "./header.ts";
import { parsePlain } from "./plain-json.ts";

export type ChainCheck =
  | { ok: true; entries: number; head: Head }
  /** The first entry that is not what it was, and what is wrong with it. */
  | { ok: false; seq: number; reason: string };

export type Expected = {
  stream: string;
  /** Where the stream must end, as known from elsewhere; null when only the chain itself is asked about. */
  head: Head | null;
};

type Redactions = { missing: number[]; ordered: Set<number> };

/** Reads a whole stream, first entry first, and finds the first that was altered, moved, added or is missing. */
export function verifyChain(entries: readonly RawEntry[], { stream, head }: Expected): ChainCheck {
  const redactions: Redactions = { missing: [], ordered: new Set() };
  let last: Head = { seq: 0, hash: beforeFirst };
  for (const entry of entries) {
    const seq = last.seq + 1;
    const reason =
      entry.seq === seq ? fault(entry, stream, last.hash, redactions) : misplaced(entry.seq, seq);
    if (reason !== null) return { ok: false, seq, reason };
    last = { seq, hash: entry.hash };
  }
  const unexplained = redactions.missing.find((seq) => !redactions.ordered.has(seq));
  if (unexplained !== undefined) {
    return { ok: false, seq: unexplained, reason: "its text is gone and no entry says that it was redacted" };
  }
  return head === null ? { ok: true, entries: last.seq, head: last } : compareEnd(last, head);
}

const misplaced = (found: number, wanted: number) =>
  found > wanted ? `it is missing: entry ${found} stands in its place` : `entry ${found} stands in its place`;

function compareEnd(last: Head, head: Head): ChainCheck {
  if (last.seq < head.seq) {
    return {
      ok: false,
      seq: last.seq + 1,
      reason: `it is missing: the head says that there are ${head.seq}`,
    };
  }
  if (last.seq > head.seq) {
    return { ok: false, seq: head.seq + 1, reason: `the head says that there are only ${head.seq}` };
  }
  if (last.hash !== head.hash)
    return { ok: false, seq: last.seq, reason: "the head names another hash for it" };
  return { ok: true, entries: last.seq, head: last };
}

function fault(entry: RawEntry, stream: string, prevHash: string, redactions: Redactions): string | null {
  // A lone surrogate and its replacement have the same UTF-8 bytes, so a hash does not tell them apart.
  const stored = [entry.header, entry.facts, entry.text ?? "", entry.textSalt ?? ""];
  if (!stored.every((part) => part.isWellFormed())) return "it holds characters that have no UTF-8 form";
  if (sha256(entryPreimage(entry.header)) !== entry.hash) return "its hash is not that of its header";
  const header = readHeader(entry.header);
  if (header === null) return "its header is not in the canonical form";
  if (header.stream !== stream) return `it belongs to ${header.stream}`;
  if (header.seq !== entry.seq) return `its header says that it is entry ${header.seq}`;
  if (header.prevHash !== prevHash || entry.prevHash !== prevHash)
    return "it does not follow the entry before it";
  if (entry.recordedAt !== undefined && entry.recordedAt !== header.recordedAt)
    return "its column of the time of recording says another time than its header";
  if (header.factsDigest !== sha256(entry.facts)) return "its facts are not those that were recorded";
  if (header.type === "TextRedacted") redactions.ordered.add(redacted(entry.facts));
  return faultOfText(entry, header.textDigest, redactions);
}

function faultOfText({ seq, text, textSalt }: RawEntry, digest: string | null, { missing }: Redactions) {
  if (digest === null) return text === null && textSalt === null ? null : "a text was added to it";
  if (text === null && textSalt === null) {
    missing.push(seq);
    return null;
  }
  if (text === null || textSalt === null) return "its text or its salt is missing";
  return digest === sha256(textPreimage(textSalt, text)) ? null : "its text is not the one that was recorded";
}

/** The entry that a redaction names; 0, which no entry has, when its facts name none. */
function redacted(facts: string): number {
  const value = parsePlain(facts);
  const names = typeof value === "object" && value !== null && "redacts" in value ? value.redacts : 0;
  return typeof names === "number" ? names : 0;
}
