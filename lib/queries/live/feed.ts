import { evolve } from "#lib/domain/incident/evolve.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createLog } from "#lib/platform/log.ts";
import { readEntries, readIncident } from "#lib/store/incident-log.ts";
import { EntryFrames, frame } from "./frame.ts";
import { OutputTails } from "./output-tail.ts";
import type { Subscriber } from "./subscriber.ts";

const pauseAfterFailureMs = 500;
/** So many of the last entries are kept as they were encoded, for those who come back after a moment. */
const mostKept = 200;

/** One incident as this process follows it: each new row is read once and handed to every open stream. */
export class Feed {
  readonly reference: string;
  readonly subscribers = new Set<Subscriber>();
  #state: IncidentState;
  #last: EntryFrames[] = [];
  #outputs = new OutputTails();
  #present = "";
  #reading: Promise<unknown> = Promise.resolve();
  #next: Promise<boolean> | null = null;

  constructor(reference: string, state: IncidentState) {
    this.reference = reference;
    this.#state = state;
  }

  get state(): IncidentState {
    return this.#state;
  }

  /** Lets a stream in: first what it missed, then what is announced. Nothing falls between the two. */
  async add(subscriber: Subscriber): Promise<void> {
    this.subscribers.add(subscriber);
    // A thousand who come back at once share one look at the log; what is kept counts only after it.
    if (!(await this.look())) throw new AppError("unavailable", "The log cannot be read.");
    const backlog = await this.#after(subscriber.sentSeq);
    subscriber.caughtUp(backlog, this.#state.participants);
    for (const bytes of this.#outputs.known()) subscriber.write(bytes);
    this.#sayWhoIsHere(subscriber);
  }

  remove(subscriber: Subscriber): void {
    if (this.subscribers.delete(subscriber)) this.#sayWhoIsHere();
  }

  broadcast(bytes: Uint8Array): void {
    for (const subscriber of this.subscribers) subscriber.write(bytes);
  }

  /** Reads what is new, in a look that begins after it was asked for: none is lost. False when the log could not be read. */
  look(): Promise<boolean> {
    this.#next ??= this.#reading.then(() => {
      this.#next = null;
      const reading = this.#read();
      this.#reading = reading;
      return reading;
    });
    return this.#next;
  }

  async #read(): Promise<boolean> {
    try {
      await this.#readEntries();
      for (const bytes of await this.#outputs.readNew(this.#state)) this.broadcast(bytes);
      return true;
    } catch (error) {
      createLog("live").warn({ reference: this.reference, err: error }, "the log could not be read");
      if (this.subscribers.size > 0) setTimeout(() => void this.look(), pauseAfterFailureMs).unref();
      return false;
    }
  }

  async #readEntries(): Promise<void> {
    for (const entry of await readEntries(this.reference, this.#state.seq)) {
      this.#state = evolve(this.#state, entry.event);
      const frames = new EntryFrames(entry);
      this.#keep(frames);
      for (const subscriber of this.subscribers) subscriber.offer(frames, this.#state.participants);
    }
  }

  #keep(frames: EntryFrames): void {
    // Redacted words may be among those kept, and leave with them.
    if (frames.entry.event.type === "TextRedacted") this.#last = [];
    this.#last.push(frames);
    if (this.#last.length > mostKept) this.#last.shift();
  }

  async #after(seq: number): Promise<EntryFrames[]> {
    if (seq >= this.#state.seq) return [];
    const first = this.#last[0];
    if (first !== undefined && first.seq <= seq + 1) return this.#last.filter((frames) => frames.seq > seq);
    return (await readEntries(this.reference, seq)).map((entry) => new EntryFrames(entry));
  }

  /** Everybody is told when it changes; who comes as one of those who are there learns it alone. */
  #sayWhoIsHere(newcomer?: Subscriber): void {
    const persons = [...new Set([...this.subscribers].map(({ reader }) => reader.personId))].sort();
    const before = this.#present;
    this.#present = persons.join(" ");
    const bytes = frame("presence", persons);
    if (this.#present !== before) this.broadcast(bytes);
    else newcomer?.write(bytes);
  }
}

export async function openFeed(reference: string): Promise<Feed | null> {
  const incident = await readIncident(reference);
  return incident === null ? null : new Feed(reference, incident.state);
}
