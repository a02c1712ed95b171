import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, isTest, sourceFolders } from "./source-files.ts";

const usual = 180;

/** Says so when fewer than nine in ten files are of usual length; ESLint holds the hard caps. */
export function findTooManyLongFiles(root: string): string[] {
  const files = filesBelow(root, sourceFolders, /[.]tsx?$/).filter((path) => !isTest(path));
  const lengths = files.map((path) => ({
    path,
    lines: readFileSync(join(root, path), "utf8").split("\n").length - 1,
  }));
  const long = lengths.filter(({ lines }) => lines > usual).sort((left, right) => right.lines - left.lines);
  if (long.length * 10 <= files.length) return [];
  const names = long.map(({ path, lines }) => `    ${lines} ${path}`);
  return [
    `${long.length} of ${files.length} files are longer than ${usual} lines; one in ten may be:\n${names.join("\n")}`,
  ];
}
