import { z } from "zod";
import { EntryHeader } from "#lib/domain/record/entry.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { parsePlain } from "./plain-json.ts";

/** A header as it is read, or null where it is not one in the canonical form. Give it well-formed characters. */
export const readHeader = (header: string): EntryHeader | null =>
  readPlainHeader(header) ?? readAnyHeader(header);

/** The whole rule: parsed, every field looked at, and written again to compare. */
export function readAnyHeader(header: string): EntryHeader | null {
  try {
    const value = parsePlain(header);
    const parsed = EntryHeader.safeParse(value);
    return parsed.success && canonicalJson(value) === header ? parsed.data : null;
  } catch {
    return null;
  }
}

// Characters that JSON writes as they are: without an escape there is one way only to write them.
const plain = '[^"\\\\\\u0000-\\u001f]+';
const digest = "[0-9a-f]{64}";
const instant = z.regexes.datetime({ precision: 3 }).source.replace(/^\^|\$$/g, "");
const written = (value: string) => `"(${value})"`;
/** Each key in the canonical order with what may stand there. No longer number, because it might not be exact. */
const plainHeader = new RegExp(
  `^\\{"actor":\\{"id":${written(plain)},"kind":${written("person|console")}\\},` +
    `"audience":${written(`room|party:${plain}`)},"factsDigest":${written(digest)},` +
    `"occurredAt":${written(instant)},"prevHash":${written(digest)},"recordedAt":${written(instant)},` +
    `"seq":([1-9][0-9]{0,14}),"stream":${written(plain)},"textDigest":(null|"${digest}"),` +
    `"type":${written(plain)},"typeVersion":([1-9][0-9]{0,14})\\}$`,
);

/**
 * The same for the headers that the console writes, in one pass: what matches is canonical and every field of it is
 * allowed. Null says nothing yet.
 */
export function readPlainHeader(header: string): EntryHeader | null {
  const found = plainHeader.exec(header);
  if (found === null) return null;
  const [, id = "", kind, audience, factsDigest = "", occurredAt = "", prevHash = "", recordedAt = ""] =
    found;
  const [seq, stream = "", textDigest = "null", type = "", typeVersion] = found.slice(8);
  return {
    actor: { id, kind: kind as EntryHeader["actor"]["kind"] },
    audience: audience as EntryHeader["audience"],
    factsDigest,
    occurredAt,
    prevHash,
    recordedAt,
    seq: Number(seq),
    stream,
    textDigest: textDigest === "null" ? null : textDigest.slice(1, -1),
    type,
    typeVersion: Number(typeVersion),
  };
}
