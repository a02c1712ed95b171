import { type Arrived, receiveFile } from "#lib/store/evidence/receive.ts";

export type { Arrived };

/** Takes a file in, has it judged, and drops what was not kept. */
export async function withFile<T>(
  from: AsyncIterable<Uint8Array>,
  bytes: number,
  judge: (file: Arrived) => Promise<T>,
): Promise<T> {
  const file = await receiveFile(from, bytes);
  try {
    return await judge(file);
  } finally {
    await file.drop();
  }
}
