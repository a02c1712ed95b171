import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

export const minimalPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Where a program lies, so that "it never started" is known before anything is run and not guessed from an exit code. */
export async function findProgram(name: string, path: string, cwd = "/"): Promise<string | null> {
  const places = name.includes("/")
    ? [resolve(cwd, name)]
    : path.split(":").flatMap((folder) => (folder === "" ? [] : [join(folder, name)]));
  for (const place of places) if (await isExecutable(place)) return place;
  return null;
}

export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
