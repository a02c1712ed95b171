import type { StoredEntry } from "#lib/store/log/entry.ts";
import type { RoomEntry } from "../room/entry.ts";

const encoder = new TextEncoder();

/** One event of a stream, encoded once however many read it. */
export function frame(event: string, data: unknown, id?: number): Uint8Array {
  const place = id === undefined ? "" : `id: ${id}\n`;
  return encoder.encode(`${place}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

export const comment = (words: string): Uint8Array => encoder.encode(`: ${words}\n\n`);

export const retryAfter = (milliseconds: number): Uint8Array => encoder.encode(`retry: ${milliseconds}\n\n`);

/** An entry in its two forms, with its words and without, each encoded when somebody first needs it. */
export class EntryFrames {
  readonly entry: StoredEntry;
  #withWords: Uint8Array | null = null;
  #withoutWords: Uint8Array | null = null;

  constructor(entry: StoredEntry) {
    this.entry = entry;
  }

  get seq(): number {
    return this.entry.event.seq;
  }

  for(mayReadWords: boolean): Uint8Array {
    if (mayReadWords) {
      this.#withWords ??= this.#encode(this.entry);
      return this.#withWords;
    }
    this.#withoutWords ??= this.#encode({ ...this.entry, text: null });
    return this.#withoutWords;
  }

  #encode({ event, text, audience, isRedacted }: RoomEntry): Uint8Array {
    return frame("entry", { event, text, audience, isRedacted } satisfies RoomEntry, event.seq);
  }
}
