import { evolve } from "#lib/domain/incident/evolve.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { createLog } from "#lib/platform/log.ts";
import { readEntries, readIncident } from "#lib/store/incident-log.ts";
import { EntryFrames, frame } from "./frame.ts";
import { OutputTails } from "./output-tail.ts";
import type { Subscriber } from "./subscriber.ts";

const pauseAfterFailureMs = 500;

/** One incident as this process follows it: each new row is read once and handed to every open stream. */
export class Feed {
  readonly reference: string;
  readonly subscribers = new Set<Subscriber>();
  #state: IncidentState;
  #outputs = new OutputTails();
  #isReading = false;
  #isStale = false;

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
    const backlog = await readEntries(this.reference, subscriber.sentSeq);
    subscriber.caughtUp(
      backlog.map((entry) => new EntryFrames(entry)),
      this.#state.participants,
    );
    await this.look();
    for (const bytes of this.#outputs.known()) subscriber.write(bytes);
    this.#sayWhoIsHere();
  }

  remove(subscriber: Subscriber): void {
    if (this.subscribers.delete(subscriber)) this.#sayWhoIsHere();
  }

  broadcast(bytes: Uint8Array): void {
    for (const subscriber of this.subscribers) subscriber.write(bytes);
  }

  /** Reads what is new. Announcements that come meanwhile make it look once more, so none is lost. */
  async look(): Promise<void> {
    this.#isStale = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        await this.#readEntries();
        for (const bytes of await this.#outputs.readNew(this.#state)) this.broadcast(bytes);
      }
    } catch (error) {
      createLog("live").warn({ reference: this.reference, err: error }, "the log could not be read");
      if (this.subscribers.size > 0) setTimeout(() => void this.look(), pauseAfterFailureMs).unref();
    } finally {
      this.#isReading = false;
    }
  }

  async #readEntries(): Promise<void> {
    for (const entry of await readEntries(this.reference, this.#state.seq)) {
      this.#state = evolve(this.#state, entry.event);
      const frames = new EntryFrames(entry);
      for (const subscriber of this.subscribers) subscriber.offer(frames, this.#state.participants);
    }
  }

  #sayWhoIsHere(): void {
    const persons = [...new Set([...this.subscribers].map(({ reader }) => reader.personId))];
    this.broadcast(frame("presence", persons));
  }
}

export async function openFeed(reference: string): Promise<Feed | null> {
  const incident = await readIncident(reference);
  return incident === null ? null : new Feed(reference, incident.state);
}
