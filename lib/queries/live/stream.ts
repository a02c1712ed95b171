import type { Reader } from "#lib/domain/authority/read.ts";
import { retryAfter } from "./frame.ts";
import { liveHub } from "./hub.ts";
import { type Sink, Subscriber } from "./subscriber.ts";

const maximumAgeMs = 4 * 60_000;
const mostWaitingBytes = 4 * 1024 * 1024;

export type StreamRequest = {
  reference: string;
  reader: Reader;
  sessionId: string;
  /** The last entry that the browser has. */
  afterSeq: number;
  signal: AbortSignal;
};

/** An open stream of one incident for one reader; null when the room is not open to them. */
export async function openRoomStream(request: StreamRequest): Promise<ReadableStream<Uint8Array> | null> {
  const { reference, reader, sessionId, afterSeq, signal } = request;
  const { stream, sink, onGone } = openPipe();
  const subscriber = new Subscriber(reader, sessionId, afterSeq, sink);
  const hub = liveHub();
  const age = setTimeout(() => subscriber.end("age"), maximumAgeMs);
  onGone(() => {
    clearTimeout(age);
    subscriber.leave();
    void hub.leave(reference, subscriber);
  });
  signal.addEventListener("abort", () => subscriber.leave(), { once: true });
  subscriber.write(retryAfter(500));
  try {
    if (await hub.join(reference, subscriber)) return stream;
  } catch (error) {
    subscriber.leave();
    throw error;
  }
  subscriber.leave();
  return null;
}

/** A byte stream that is pushed into. A reader who lets too much pile up is dropped and resumes where it was. */
export function openPipe() {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let gone = () => {};
  const end = () => {
    if (controller === null) return;
    const ended = controller;
    controller = null;
    try {
      ended.close();
    } catch {
      // The reader was faster and closed it.
    }
    gone();
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (opened) => {
        controller = opened;
      },
      cancel: () => {
        controller = null;
        gone();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostWaitingBytes }),
  );
  const sink: Sink = {
    write: (bytes) => {
      if (controller === null) return false;
      if ((controller.desiredSize ?? 0) > 0) {
        controller.enqueue(bytes);
        return true;
      }
      end();
      return false;
    },
    close: end,
  };
  return {
    stream,
    sink,
    onGone: (act: () => void) => {
      gone = act;
    },
  };
}
