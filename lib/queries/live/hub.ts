import { mayReadRoom } from "#lib/domain/authority/read.ts";
import { AppError } from "#lib/platform/errors.ts";
import { createLog } from "#lib/platform/log.ts";
import { listen } from "#lib/store/notifications.ts";
import { openSessionsAmong } from "#lib/store/open-sessions.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { type Feed, openFeed } from "./feed.ts";
import { comment, frame } from "./frame.ts";
import type { Subscriber } from "./subscriber.ts";

const heartbeatMs = 15_000;
const sessionsMs = 1_000;

/** All open streams of this process, fed by one LISTEN connection. */
class Hub {
  #feeds = new Map<string, Promise<Feed | null>>();
  #watchers = new Set<() => void>();
  #listening: Promise<unknown> | null = null;
  #timers: NodeJS.Timeout[] = [];
  /** The time that is being asked for: those who come together are told the same. */
  #telling: Promise<string> | null = null;
  #isStopping = false;
  #stopListening: (() => Promise<void>) | null = null;

  /** Lets a stream in; false when there is no such incident or the reader has no part in it. */
  async join(reference: string, subscriber: Subscriber): Promise<boolean> {
    await this.#listen();
    // A browser comes back on the connection that it still has; let in, it would keep a stopping process alive.
    if (this.#isStopping) throw new AppError("unavailable", "This process is stopping.");
    let opening = this.#feed(reference);
    let feed = await opening;
    // The last stream of a feed takes it along when it leaves; who comes at that moment opens another.
    while (feed !== null && this.#feeds.get(reference) !== opening) {
      opening = this.#feed(reference);
      feed = await opening;
    }
    if (feed === null || !mayReadRoom(feed.state.participants, subscriber.reader)) return false;
    await feed.add(subscriber);
    this.#telling ??= databaseNow().finally(() => {
      this.#telling = null;
    });
    subscriber.write(frame("time", await this.#telling));
    return true;
  }

  async leave(reference: string, subscriber: Subscriber): Promise<void> {
    const feed = await this.#feeds.get(reference);
    feed?.remove(subscriber);
    if (feed?.subscribers.size === 0) this.#feeds.delete(reference);
  }

  /** Calls whenever the log of any incident or checkpoint may have grown. Gives the way to stop it. */
  async watch(onGrowth: () => void): Promise<() => void> {
    await this.#listen();
    this.#watchers.add(onGrowth);
    return () => this.#watchers.delete(onGrowth);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const feed of await this.#open()) for (const one of feed.subscribers) one.end("restart");
    await this.#stopListening?.();
  }

  /** Once for the process. When it fails the next stream tries again. */
  #listen(): Promise<unknown> {
    this.#listening ??= this.#start().catch((error: unknown) => {
      this.#listening = null;
      throw error;
    });
    return this.#listening;
  }

  async #start(): Promise<void> {
    this.#stopListening = await listen({
      onPayload: (payload) => void this.#announced(payload),
      onLost: (error) => {
        createLog("live").warn({ err: error }, "the listening connection was lost; it is being opened again");
        void this.#tellAll(frame("link", "lost"));
      },
      onReconnect: () => void this.#catchUp(),
    });
    process.once("SIGTERM", () => void this.stop());
    this.#timers = [
      setInterval(() => void this.#beat(), heartbeatMs).unref(),
      setInterval(() => void this.#checkSessions(), sessionsMs).unref(),
    ];
  }

  async #announced(payload: string): Promise<void> {
    const [kind, address = ""] = payload.split(":");
    if (kind === "incident" || kind === "checkpoint") for (const onGrowth of this.#watchers) onGrowth();
    if (kind === "incident") await (await this.#feeds.get(address))?.look();
    if (kind === "output") {
      const feeds = await this.#open();
      await feeds.find((feed) => feed.state.runs.some(({ run }) => run === address))?.look();
    }
  }

  /** Announcements made while nobody listened are gone, so every log is read on from where it was left. */
  async #catchUp(): Promise<void> {
    await Promise.all((await this.#open()).map((feed) => feed.look()));
    for (const onGrowth of this.#watchers) onGrowth();
    await this.#tellAll(frame("link", "live"));
  }

  async #beat(): Promise<void> {
    const now = await databaseNow().catch(() => null);
    await this.#tellAll(now === null ? comment("alive") : frame("time", now));
    await this.#tellAll(comment("alive"));
  }

  /** A stream outlives the request that opened it, so its session is asked for again and again, all in one question. */
  async #checkSessions(): Promise<void> {
    const open = (await this.#open()).flatMap((feed) =>
      [...feed.subscribers].map((subscriber) => ({ feed, subscriber })),
    );
    if (open.length === 0) return;
    const sessions = await openSessionsAmong([...new Set(open.map((one) => one.subscriber.sessionId))]).catch(
      () => null,
    );
    if (sessions === null) return;
    const byId = new Map(sessions.map((session) => [session.id, session]));
    for (const { feed, subscriber } of open) {
      const session = byId.get(subscriber.sessionId);
      if (session === undefined) subscriber.end("session");
      else if (
        !mayReadRoom(feed.state.participants, { ...subscriber.reader, isAuditor: session.isAuditor })
      ) {
        subscriber.end("part");
      }
    }
  }

  async #tellAll(bytes: Uint8Array): Promise<void> {
    for (const feed of await this.#open()) feed.broadcast(bytes);
  }

  async #open(): Promise<Feed[]> {
    const feeds = await Promise.all([...this.#feeds.values()].map((feed) => feed.catch(() => null)));
    return feeds.filter((feed) => feed !== null);
  }

  #feed(reference: string): Promise<Feed | null> {
    const known = this.#feeds.get(reference);
    if (known !== undefined) return known;
    const opening = openFeed(reference);
    this.#feeds.set(reference, opening);
    const forget = () => this.#feeds.delete(reference);
    opening.then((feed) => feed === null && forget(), forget);
    return opening;
  }
}

// On the global object, because Next loads this module once for each of its bundles.
const slot: unique symbol = Symbol.for("holdpoint.live");
const place = globalThis as typeof globalThis & { [slot]?: Hub | undefined };

export function liveHub(): Hub {
  place[slot] ??= new Hub();
  return place[slot];
}
