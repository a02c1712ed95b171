import type { KeyObject } from "node:crypto";
import type { Words } from "#lib/domain/authority/read.ts";
import type { Head, RawEntry } from "#lib/domain/record/entry.ts";
import { settings } from "#lib/platform/env.ts";
import { readHead, readRawEntries } from "#lib/store/log/raw-entries.ts";
import { findPersons } from "#lib/store/people.ts";
import { signedRecordsOf } from "#lib/store/signed-records.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import type { Anchor } from "#lib/verify/bundle/anchor.ts";
import { bareParts, bind, evidenceParts, roomBeside } from "#lib/verify/bundle/assemble.ts";
import { readHeader } from "#lib/verify/header.ts";
import packageJson from "../../package.json" with { type: "json" };
import { evidenceIn } from "./export-evidence.ts";
import { type ExportedLog, findLog, type LogReader, noPartIn } from "./exported-log.ts";
import { rotationsOver } from "./key-rotations.ts";
import { logAnchor } from "./log-anchor.ts";

export type Exported = {
  archive: Uint8Array<ArrayBuffer>;
  entries: number;
  /** Files of evidence that are too big or too many for the bundle, or are not there any more. */
  leftOut: number;
};

type Stored = {
  log: ExportedLog;
  head: Head;
  anchor: Anchor | null;
  entries: RawEntry[];
  exportedAt: string;
};

/**
 * A log's whole record as a bundle, signed; null where there is no such log. It holds every word, also those for one
 * party alone: it is for whoever owns the key and the database's address, and asks nobody else. Whoever holds a signed
 * tree head gives it as `since` and gets the proof that the anchor list has only grown.
 */
export async function exportBundle(
  stream: string,
  privateKey: KeyObject,
  since: string | null = null,
): Promise<Exported | null> {
  const record = await readRecord(stream, since);
  return record === null ? null : assembled(record, privateKey);
}

/** The same for somebody, if they may read every word of what goes into it; else why not. */
export async function exportBundleFor(
  reader: LogReader,
  stream: string,
  privateKey: KeyObject,
): Promise<Exported | { because: string }> {
  const record = await readRecord(stream);
  if (record === null || !record.log.mayRead(reader)) return { because: noPartIn(stream) };
  const because = record.log.whyNot(wordsIn(record.entries), reader);
  return because === null ? assembled(record, privateKey) : { because };
}

/** A log with all that a bundle of it is made of; null where there is none. */
export async function readRecord(stream: string, since: string | null = null): Promise<Stored | null> {
  // First of all, because the bundle then answers for whatever was anchored before that time.
  const exportedAt = await databaseNow();
  // Before the entries, because what is anchored meanwhile would name one that was not read.
  const anchor = await logAnchor(stream, since);
  const head = await readHead(stream);
  const log = head === null ? null : await findLog(stream);
  if (head === null || log === null) return null;
  return { log, head, anchor, entries: await readRawEntries(stream, 0), exportedAt };
}

/** A bundle of what was read, signed with a key. */
export async function assembled(
  { log, head, anchor, entries, exportedAt }: Stored,
  privateKey: KeyObject,
): Promise<Exported> {
  const { stream, people } = log;
  const source = {
    stream,
    head: endOf(entries, head),
    entries,
    pack: await log.readPack(),
    names: await namesIn(entries, people),
    console: { version: packageJson.version, address: settings().url },
    exportedAt,
    anchor,
    rotations: await rotationsOver(privateKey),
    envelopes: new Map((await signedRecordsOf(stream)).map(({ sealing, envelope }) => [sealing, envelope])),
  };
  const parts = bareParts(source, privateKey);
  const { evidence, leftOut } = await evidenceIn({ stream, entries }, roomBeside(parts));
  const archive = bind(source, [...parts, ...evidenceParts(evidence)], privateKey);
  return { archive, entries: entries.length, leftOut };
}

const wordsIn = (entries: readonly RawEntry[]): Words[] =>
  entries.flatMap(({ text, header }) => {
    const audience = text === null ? undefined : readHeader(header)?.audience;
    return audience === undefined ? [] : [{ audience, count: 1 }];
  });

/**
 * The last entry that was read, where the log goes on from its head: one statement saw it whole, redactions included.
 * Else the head as it stands, so that a tail which is gone shows.
 */
function endOf(entries: RawEntry[], head: Head): Head {
  const last = entries.at(-1);
  const goesOn = entries[head.seq - 1]?.hash === head.hash;
  return goesOn && last !== undefined ? { seq: last.seq, hash: last.hash } : head;
}

async function namesIn(entries: RawEntry[], others: string[]): Promise<Map<string, string>> {
  const actors = entries.flatMap(({ header }) => {
    const actor = readHeader(header)?.actor;
    return actor?.kind === "person" ? [actor.id] : [];
  });
  const people = await findPersons([...new Set([...actors, ...others])]);
  return new Map(people.map(({ id, name }) => [id, name]));
}
