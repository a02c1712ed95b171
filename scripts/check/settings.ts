import { readFileSync } from "node:fs";
import { join } from "node:path";

const home = "lib/platform/env.ts";

const names = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = ""]) => name);

/** Settings that the README's table leaves out, and rows of it that no code reads. */
export function findUntoldSettings(root: string): string[] {
  const read = names(readFileSync(join(root, home), "utf8"), /^ {2}([A-Z][A-Z_]+): /gm);
  const told = names(readFileSync(join(root, "README.md"), "utf8"), /^\| `([A-Z][A-Z_]+)` /gm);
  return [
    ...(read.length === 0 ? [`${home} names no setting that this check can read.`] : []),
    ...read.filter((name) => !told.includes(name)).map((name) => `README.md does not tell of ${name}.`),
    ...told
      .filter((name) => !read.includes(name))
      .map((name) => `README.md tells of ${name}, which ${home} does not read.`),
  ];
}
