import type { KeyObject } from "node:crypto";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { bind, partsOf, type Source } from "#lib/verify/bundle/assemble.ts";
import { places } from "#lib/verify/bundle/manifest.ts";
import { readZip } from "#lib/verify/bundle/read-zip.ts";
import { writeZip } from "#lib/verify/bundle/write-zip.ts";
import type { Generated } from "./generated.ts";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Change = { where: string; value: Json };

/** The value that stands there, another of its kind: a digit or a letter changed, a number one more, true for false. */
function flippedText(text: string): string {
  const at = Math.max(0, text.search(/[0-9A-Za-z]/));
  const letter = text[at] ?? "";
  const other = letter === "0" ? "1" : letter === "a" ? "b" : /[0-9]/.test(letter) ? "0" : "a";
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}

/** The value once for each field in it, with that field alone flipped. */
export function* changesOf(value: Json, where = ""): Generator<Change> {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries())
      for (const change of changesOf(one, `${where}/${index}`))
        yield { ...change, value: value.with(index, change.value) };
  } else if (typeof value === "object" && value !== null) {
    for (const [name, one] of Object.entries(value))
      for (const change of changesOf(one, `${where}/${name}`))
        yield { ...change, value: { ...value, [name]: change.value } };
  } else yield { where, value: flipped(value) };
}

function flipped(value: null | boolean | number | string): Json {
  if (value === null) return "x";
  if (typeof value === "boolean") return !value;
  return typeof value === "number" ? value + 1 : flippedText(value);
}

/** Every field of every line of the log, each flipped alone, with a manifest that lists and signs what is there then. */
export function* flipsOfLog(source: Source, key: KeyObject): Generator<Generated> {
  const parts = partsOf(source, key);
  for (const [index, { recordedAt: _, ...entry }] of source.entries.entries())
    for (const { where, value } of changesOf(entry)) {
      const lines = source.entries.map(({ recordedAt: __, ...one }, at) =>
        canonicalJson(at === index ? value : one),
      );
      const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
      const changed = parts.map((part) => (part.path === places.log ? { ...part, bytes } : part));
      yield { name: `entry ${index + 1} ${where}`, archive: bind(source, changed, key) };
    }
}

/** Every field of every other JSON file, flipped alone, and a byte of every file that is none; nothing signed anew. */
export function* flipsOfFiles(archive: Uint8Array): Generator<Generated> {
  const files = readZip(archive);
  for (const { path, bytes } of files) {
    if (path === places.log) continue;
    for (const { where, text } of textsOf(path, Buffer.from(bytes).toString("utf8"))) {
      const other = files.map((file) =>
        file.path === path ? { path, bytes: new TextEncoder().encode(text) } : file,
      );
      yield { name: `${path} ${where}`, archive: writeZip(other) };
    }
  }
}

function textsOf(path: string, text: string): { where: string; text: string }[] {
  if (!path.endsWith(".json")) return [{ where: "", text: flippedText(text) }];
  const value = JSON.parse(text) as Json;
  return [...changesOf(value)].map((change) => ({ where: change.where, text: canonicalJson(change.value) }));
}
