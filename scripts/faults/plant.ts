import { registerHooks } from "node:module";
import { findBreak, plantVariable } from "./breaks.ts";

// Loaded before a worker: its modules come with the defect in them. An edit that fits nowhere keeps it from starting.
const name = process.env[plantVariable] ?? "";
const edits = findBreak(name)?.edits ?? [];

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const own = edits.filter(({ file }) => url === new URL(`../../${file}`, import.meta.url).href);
    if (own.length === 0) return loaded;
    const source = own.reduce(edited, String(loaded.source));
    return { ...loaded, source };
  },
});

function edited(source: string, { file, find, put }: { file: string; find: string; put: string }): string {
  if (source.split(find).length !== 2) throw new Error(`${name}: this is not once in ${file}: ${find}`);
  return source.replace(find, () => put);
}
