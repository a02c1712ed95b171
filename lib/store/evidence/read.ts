import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { chosenPlace } from "./chosen-place.ts";

const pieceBytes = 256 * 1024;

export type KeptFile = { sha256: string; bytes: number };

/**
 * A kept file as a stream; why not, where it is gone or is another than the log says. All of it is read once before the
 * first byte leaves, because a digest is known only at the end, and once more while it leaves.
 */
export async function openKept(file: KeptFile): Promise<ReadableStream<Uint8Array> | "missing" | "altered"> {
  const handle = await chosenPlace().open(file.sha256);
  if (handle === null) return "missing";
  try {
    if ((await handle.stat()).size === file.bytes && (await isWhole(handle, file)))
      return leave(handle, file);
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return "altered";
}

async function isWhole(handle: FileHandle, { sha256, bytes }: KeptFile): Promise<boolean> {
  const hash = createHash("sha256");
  for (let at = 0; at < bytes; ) {
    const piece = await pieceAt(handle, at, bytes);
    if (piece.length === 0) return false;
    hash.update(piece);
    at += piece.length;
  }
  return hash.digest("hex") === sha256;
}

async function pieceAt(handle: FileHandle, at: number, end: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(Math.min(pieceBytes, end - at));
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
  return buffer.subarray(0, bytesRead);
}

/** The last piece leaves only once the digest is known to fit, so that an altered file never arrives whole. */
function leave(handle: FileHandle, { sha256, bytes }: KeptFile): ReadableStream<Uint8Array> {
  const hash = createHash("sha256");
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const piece = await pieceAt(handle, at, bytes);
      hash.update(piece);
      at += piece.length;
      const isLast = at >= bytes;
      const isBroken = (piece.length === 0 && bytes > 0) || (isLast && hash.digest("hex") !== sha256);
      if (isBroken || isLast) await handle.close();
      if (isBroken) return controller.error(new Error("the file changed while it was read"));
      if (piece.length > 0) controller.enqueue(piece);
      if (isLast) controller.close();
    },
    cancel: () => handle.close(),
  });
}

/** The bytes that lie under a digest, be they its own or not; null where nothing of at most so many lies there. */
export async function readKept(sha256: string, most: number): Promise<Uint8Array | null> {
  const handle = await chosenPlace().open(sha256);
  if (handle === null) return null;
  try {
    return (await handle.stat()).size > most ? null : await wholeOf(handle);
  } finally {
    await handle.close();
  }
}

/** By place, because a copy that was just written is read from its beginning. */
async function wholeOf(handle: FileHandle): Promise<Uint8Array> {
  const { size } = await handle.stat();
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < size; ) {
    const piece = await pieceAt(handle, at, size);
    if (piece.length === 0) break;
    pieces.push(piece);
    at += piece.length;
  }
  return Buffer.concat(pieces);
}
