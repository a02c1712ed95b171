import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "#lib/platform/errors.ts";
import type { AnchorKeys } from "#lib/verify/anchors/check-list.ts";
import type { GivenAnchors } from "#lib/verify/anchors/verify-anchors.ts";
import { trustIn } from "#lib/verify/bundle/verify-file.ts";

const ofAnchors = /\.(ndjson|note)$/;

/** The files of anchors at a place: the file itself, or in a folder its lists (`.ndjson`) and tree heads (`.note`). */
export async function readAnchorFiles(place: string): Promise<GivenAnchors[]> {
  const isFolder = await stat(place).then(
    (found) => found.isDirectory(),
    () => unreadable(place),
  );
  const names = isFolder ? (await readdir(place)).filter((name) => ofAnchors.test(name)).sort() : [];
  if (isFolder && names.length === 0)
    throw new AppError(
      "invalid-input",
      `There is no anchor list (*.ndjson) and no tree head (*.note) in ${place}`,
    );
  const files = isFolder ? names.map((name) => join(place, name)) : [place];
  return Promise.all(files.map(async (file) => ({ of: basename(file), text: await textOf(file) })));
}

const textOf = (file: string): Promise<string> => readFile(file, "utf8").catch(() => unreadable(file));

function unreadable(file: string): never {
  throw new AppError("invalid-input", `The file cannot be read: ${file}`);
}

export async function readKeys(file: string): Promise<AnchorKeys> {
  const keys = await trustIn(file);
  if (typeof keys !== "string") return keys;
  throw new AppError("invalid-input", `The trusted keys in ${file} cannot be read: ${keys}.`);
}
