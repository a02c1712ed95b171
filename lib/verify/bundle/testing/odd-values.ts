import type { KeyObject } from "node:crypto";
import { bind, partsOf, type Source } from "../assemble.ts";
import { writeLines } from "../log-lines.ts";
import { places } from "../manifest.ts";
import { type Loosened, rewritten } from "./forge.ts";

const deep = `${"[".repeat(3_000)}${"]".repeat(3_000)}`;
/** What JSON can say and no console writes, each as it stands in JSON. */
const odd = ['"\\ud800"', deep, `1${"0".repeat(400)}`, '{"__proto__":{"x":"\\udc00"}}', "-1e999", "null"];
const mark = "\u0001here\u0001";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Each place in a value, once for all the members of a list, with a mark put there. */
function* marked(value: Json, where: string): Generator<{ where: string; value: Json }> {
  yield { where, value: mark };
  if (Array.isArray(value)) {
    for (const one of marked(value[0] ?? null, `${where}/0`))
      yield { ...one, value: value.toSpliced(0, 1, one.value) };
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inside] of Object.entries(value))
      for (const one of marked(inside, `${where}/${name}`))
        yield { ...one, value: { ...value, [name]: one.value } };
  }
}

const writtenWith = (value: Json, text: string) =>
  JSON.stringify(value).replace(JSON.stringify(mark), () => text);

/** The log with the first entry of each type changed at one place after another; all else as the console made it. */
export function* withOddValues(
  source: Source,
  key: KeyObject,
): Generator<{ name: string; archive: Uint8Array }> {
  const parts = partsOf(source, key);
  const seen = new Set<string>();
  let turn = 0;
  for (const [index, { header, facts, text }] of source.entries.entries()) {
    const { type } = JSON.parse(header) as { type: string };
    if (seen.has(type)) continue;
    seen.add(type);
    for (const part of ["facts", "text"] as const) {
      const characters = part === "facts" ? facts : text;
      if (characters === null) continue;
      for (const { where, value } of marked(JSON.parse(characters) as Json, part)) {
        const strange = odd[turn % odd.length] ?? "null";
        turn += 1;
        const raw = writtenWith(value, strange);
        const made = rewritten(source, (list: Loosened[]) =>
          list.map((entry, at) => (at === index ? { ...entry, raw: { [part]: raw } } : entry)),
        );
        const bytes = new TextEncoder().encode(writeLines(made.entries));
        const changed = parts.map((one) => (one.path === places.log ? { ...one, bytes } : one));
        const name = `${strange.slice(0, 12)} at ${type} ${where}`;
        yield { name, archive: bind(made, changed, key) };
      }
    }
  }
}
