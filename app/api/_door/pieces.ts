import { AppError } from "#lib/platform/errors.ts";

const cutOff = (cause?: unknown) =>
  new AppError("invalid-input", "The file was cut off on its way. Nothing was kept; hand it in again.", {
    cause,
  });

/** A request's body piece by piece; a client that goes away ends it with an error and not with silence. */
export async function* piecesOf({ body, signal }: Request): AsyncGenerator<Uint8Array, void> {
  if (body === null) return;
  const reader = body.getReader();
  const gone = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(cutOff(signal.reason)), { once: true });
  });
  gone.catch(() => {});
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), gone]).catch((cause: unknown) => {
        throw cause instanceof AppError ? cause : cutOff(cause);
      });
      if (read.done) return;
      yield read.value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

const lineFeed = 0x0a;

/** The first line of a body, without its end, and what follows it; null where there is none of at most so many bytes. */
export async function splitFirstLine(
  pieces: AsyncGenerator<Uint8Array, void>,
  most: number,
): Promise<{ line: Buffer; rest: AsyncGenerator<Uint8Array, void> } | null> {
  let held = Buffer.alloc(0);
  for (;;) {
    const end = held.indexOf(lineFeed);
    if (end >= 0 && end <= most)
      return { line: held.subarray(0, end), rest: after(held.subarray(end + 1), pieces) };
    const next = held.length > most ? null : await pieces.next();
    if (next === null || next.done === true) return null;
    held = Buffer.concat([held, next.value]);
  }
}

async function* after(first: Uint8Array, pieces: AsyncGenerator<Uint8Array, void>) {
  if (first.length > 0) yield first;
  yield* pieces;
}
