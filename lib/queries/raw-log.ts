import type { Head, RawEntry } from "#lib/domain/record/entry.ts";
import { readHead, readRawEntries } from "#lib/store/log/raw-entries.ts";

/** A whole stream as stored, and where its head says that it ends; null where there is no such stream. */
export async function readWholeLog(stream: string): Promise<{ entries: RawEntry[]; head: Head } | null> {
  const head = await readHead(stream);
  return head === null ? null : { entries: await readRawEntries(stream, 0), head };
}
