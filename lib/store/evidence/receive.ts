import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#lib/platform/errors.ts";
import { newId } from "#lib/platform/ids.ts";
import type { Transaction } from "../transaction.ts";
import { chosenPlace } from "./chosen-place.ts";
import { arrivals } from "./folder.ts";
import { holdFile } from "./forget.ts";

/** A file that has arrived whole and lies under a name of its own until it is kept or dropped. */
export type Arrived = {
  sha256: string;
  bytes: number;
  /** Its last bytes, at most `longestTail`. */
  tail: Buffer;
  /** Gives it the name of its digest, while the transaction that records it is open. */
  keep: (tx: Transaction) => Promise<void>;
  drop: () => Promise<void>;
};

const longestTail = 64 * 1024;
const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** Takes a file in as it comes, never whole in memory; what is not `expected` bytes long leaves nothing. */
export async function receiveFile(from: AsyncIterable<Uint8Array>, expected: number): Promise<Arrived> {
  const path = join(arrivals(), newId());
  await mkdir(arrivals(), { recursive: true, mode: 0o700 });
  await clearAbandoned();
  try {
    const handle = await open(path, "wx", 0o600);
    try {
      const written = await write(handle, from, expected);
      await handle.sync();
      await chosenPlace().bring(path, written.sha256);
      return {
        ...written,
        keep: (tx) => keep(tx, path, written.sha256),
        drop: () => rm(path, { force: true }),
      };
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(path, { force: true });
    throw told(error);
  }
}

async function write(handle: FileHandle, from: AsyncIterable<Uint8Array>, expected: number) {
  const hash = createHash("sha256");
  let bytes = 0;
  let tail = Buffer.alloc(0);
  for await (const chunk of from) {
    bytes += chunk.length;
    if (bytes > expected) break;
    hash.update(chunk);
    tail = Buffer.concat([tail, chunk.subarray(-longestTail)]).subarray(-longestTail);
    await handle.appendFile(chunk);
  }
  if (bytes === expected) return { sha256: hash.digest("hex"), bytes, tail };
  throw new AppError(
    "invalid-input",
    `The file was cut off: ${bytes < expected ? `${bytes} of ${expected}` : `more than the ${expected}`} announced bytes arrived. Nothing was kept; hand it in again.`,
  );
}

async function keep(tx: Transaction, path: string, sha256: string): Promise<void> {
  await holdFile(tx, sha256);
  await chosenPlace().keep(path, sha256);
}

/** A process that was killed could not clear up after itself. */
async function clearAbandoned(): Promise<void> {
  for (const name of await readdir(arrivals())) {
    const path = join(arrivals(), name);
    const there = await stat(path).catch(() => null);
    if (there !== null && Date.now() - there.mtimeMs > abandonedAfterMs) await rm(path, { force: true });
  }
}

function told(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== "ENOSPC" && code !== "EDQUOT") return error;
  const words = "The console has no room left for files. Nothing was kept; tell whoever runs it.";
  return new AppError("unavailable", words, { cause: error });
}
