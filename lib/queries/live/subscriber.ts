import { mayReadText, type Reader } from "#lib/domain/authority/read.ts";
import type { Participant } from "#lib/domain/incident/events/shapes.ts";
import { type EntryFrames, frame, retryAfter } from "./frame.ts";

export type Sink = {
  /** False when the reader is too slow: it has been dropped and will come back for the rest. */
  write: (bytes: Uint8Array) => boolean;
  close: () => void;
};

/** Why a stream ends. After "age" and "restart" the browser comes back by itself. */
type EndCause = "age" | "restart" | "session" | "part";

/** One open stream. It sends each entry once and in order, whether it came from the backlog or was just announced. */
export class Subscriber {
  readonly sessionId: string;
  reader: Reader;
  #sink: Sink;
  #sentSeq: number;
  /** What is announced while the backlog is being read. */
  #waiting: { frames: EntryFrames; participants: Participant[] }[] | null = [];
  #isOpen = true;

  constructor(reader: Reader, sessionId: string, afterSeq: number, sink: Sink) {
    this.reader = reader;
    this.sessionId = sessionId;
    this.#sentSeq = afterSeq;
    this.#sink = sink;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get sentSeq(): number {
    return this.#sentSeq;
  }

  offer(frames: EntryFrames, participants: Participant[]): void {
    if (this.#waiting !== null) this.#waiting.push({ frames, participants });
    else this.#send(frames, participants);
  }

  /** The backlog is there: what was announced meanwhile follows, without what the backlog held already. */
  caughtUp(backlog: EntryFrames[], participants: Participant[]): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const frames of backlog) this.#send(frames, participants);
    for (const one of waiting) this.#send(one.frames, one.participants);
  }

  write(bytes: Uint8Array): void {
    if (this.#isOpen) this.#isOpen = this.#sink.write(bytes);
  }

  end(cause: EndCause): void {
    if (!this.#isOpen) return;
    this.write(retryAfter(cause === "restart" ? 1_000 : 200));
    this.write(frame("end", { cause }));
    this.leave();
  }

  leave(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#sink.close();
  }

  #send(frames: EntryFrames, participants: Participant[]): void {
    if (frames.seq <= this.#sentSeq) return;
    this.#sentSeq = frames.seq;
    this.write(frames.for(mayReadText(frames.entry.audience, participants, this.reader)));
  }
}
