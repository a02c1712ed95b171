import { mkdir, open, readFile, stat, truncate } from "node:fs/promises";
import { dirname } from "node:path";

/** What tells two versions of a file apart without reading them; null where there is no such file. */
export async function fileMark(file: string): Promise<string | null> {
  const found = await stat(file).catch(absent);
  return found === null ? null : `${found.ino} ${found.size} ${found.mtimeMs}`;
}

export const readText = async (file: string): Promise<string> =>
  (await readFile(file, "utf8").catch(absent)) ?? "";

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}

/** Adds to the end of a file and waits until it lies on the disk, the file's own name included. */
export async function appendSynced(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const isNew = (await fileMark(file)) === null;
  const opened = await open(file, "a", 0o644);
  try {
    await opened.appendFile(text);
    await opened.sync();
  } finally {
    await opened.close();
  }
  if (isNew) await syncFolder(dirname(file));
}

/** Waits until a folder's own names lie on the disk. */
export async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, "r");
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

/** Takes away what was written after a length in bytes: the half of a write that a crash left behind. */
export const cutTo = (file: string, bytes: number): Promise<void> => truncate(file, bytes);
