import type { KeyObject } from "node:crypto";
import { EntryHeader, entryPreimage, type RawEntry, textPreimage } from "#lib/domain/record/entry.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { bind, type Part, partsOf, type Source } from "../assemble.ts";
import { readCanonical } from "../json.ts";
import { readLines } from "../log-lines.ts";
import { Manifest, places } from "../manifest.ts";
import { readZip } from "../read-zip.ts";

/** The source that a bundle was made of, without people's names and without its anchor, which speaks of one key's list. */
export function sourceOf(archive: Uint8Array): Source {
  const files = new Map(readZip(archive).map(({ path, bytes }) => [path, bytes]));
  const at = (path: string) => files.get(path) ?? new Uint8Array();
  const manifest = readCanonical(at(places.manifest), Manifest);
  const entries = readLines(at(places.log));
  if (manifest === null || !Array.isArray(entries)) throw new Error("the bundle is not whole");
  const { stream, head, console: origin, exportedAt } = manifest;
  const pack: unknown = JSON.parse(Buffer.from(at(places.protocol)).toString("utf8"));
  const evidence = new Map(
    manifest.files
      .filter(({ kind }) => kind === "evidence")
      .map(({ path }): [string, Uint8Array] => [path.replace(/^evidence\//, ""), at(path)]),
  );
  return {
    stream,
    head,
    entries,
    pack,
    names: new Map(),
    console: origin,
    exportedAt,
    evidence,
    anchor: null,
    rotations: [],
    envelopes: new Map(),
  };
}

type Loose = Record<string, unknown>;
/** An entry as a forger sees it: values, which are then written and digested anew. */
export type Loosened = {
  header: Loose;
  facts: Loose;
  text: Loose | null;
  textSalt: string | null;
  /** Characters that stand where facts or text would be written in the canonical form. */
  raw?: { facts?: string; text?: string };
};

const loosened = ({ header, facts, text, textSalt }: RawEntry): Loosened => ({
  header: JSON.parse(header),
  facts: JSON.parse(facts),
  text: text === null ? null : JSON.parse(text),
  textSalt,
});

/** Chains entries again from the first, each digest its own: what somebody with all rights to the database can do. */
export function chainedAgain(entries: readonly Loosened[]): RawEntry[] {
  let prevHash = "0".repeat(64);
  return entries.map(({ header, facts, text, textSalt, raw }, index) => {
    const factsText = raw?.facts ?? canonicalJson(facts);
    const words = raw?.text ?? (text === null ? null : canonicalJson(text));
    const isRedacted = header.textDigest !== null && words === null;
    const digest = words === null || textSalt === null ? null : sha256(textPreimage(textSalt, words));
    const written = {
      ...header,
      seq: index + 1,
      prevHash,
      factsDigest: sha256(factsText),
      textDigest: isRedacted ? header.textDigest : digest,
    };
    const bytes = canonicalJson(EntryHeader.parse(written));
    const hash = sha256(entryPreimage(bytes));
    const entry = { seq: index + 1, hash, prevHash, header: bytes, facts: factsText, text: words, textSalt };
    prevHash = hash;
    return entry;
  });
}

/** A source whose entries were changed and chained again, with the head that they then have. */
export function rewritten(source: Source, change: (entries: Loosened[]) => Loosened[]): Source {
  const entries = chainedAgain(change(source.entries.map(loosened)));
  const last = entries.at(-1);
  if (last === undefined) throw new Error("no entry is left");
  return { ...source, entries, head: { seq: last.seq, hash: last.hash } };
}

/** A bundle of a source, all of it signed with this key. */
export const sealedBy = (source: Source, key: KeyObject): Uint8Array =>
  bind(source, partsOf(source, key), key);

/** The same with its files changed before the manifest is made and signed: what the holder of the key can do. */
export const withParts = (source: Source, key: KeyObject, change: (parts: Part[]) => Part[]): Uint8Array =>
  bind(source, change(partsOf(source, key)), key);
