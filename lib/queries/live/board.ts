import { AppError } from "#lib/platform/errors.ts";
import { openSessionsAmong } from "#lib/store/open-sessions.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { comment, frame, retryAfter } from "./frame.ts";
import { liveHub } from "./hub.ts";
import { openPipe } from "./stream.ts";

const maximumAgeMs = 4 * 60_000;
const heartbeatMs = 15_000;
const sessionsMs = 1_000;
const pauseMs = 300;

/** Why a stream ends. The browser comes back by itself; without a session it is told to sign in. */
type EndCause = "age" | "restart" | "session";
type Screen = { sessionId: string; write: (bytes: Uint8Array) => void; end: (cause: EndCause) => void };

/**
 * Every open overview of this process. They are told that some log has grown and no more, so one announcement serves
 * all readers and gives away nothing; what each may see, each asks for.
 */
class Screens {
  #open = new Set<Screen>();
  #watching: Promise<unknown> | null = null;
  #pending: NodeJS.Timeout | null = null;
  #isStopping = false;

  async add(screen: Screen): Promise<void> {
    this.#watching ??= this.#watch().catch((error: unknown) => {
      this.#watching = null;
      throw error;
    });
    await this.#watching;
    // A browser comes back on the connection that it still has; let in, it would keep a stopping process alive.
    if (this.#isStopping) throw new AppError("unavailable", "This process is stopping.");
    this.#open.add(screen);
    screen.write(frame("time", await databaseNow()));
  }

  remove(screen: Screen): void {
    this.#open.delete(screen);
  }

  async #watch(): Promise<void> {
    await liveHub().watch(() => this.#grew());
    process.once("SIGTERM", () => this.#stop());
    setInterval(() => void this.#beat(), heartbeatMs).unref();
    setInterval(() => void this.#checkSessions(), sessionsMs).unref();
  }

  /** One announcement for a burst of entries. */
  #grew(): void {
    this.#pending ??= setTimeout(() => {
      this.#pending = null;
      this.#tell(frame("changed", null));
    }, pauseMs).unref();
  }

  async #beat(): Promise<void> {
    if (this.#open.size === 0) return;
    const now = await databaseNow().catch(() => null);
    this.#tell(now === null ? comment("alive") : frame("time", now));
  }

  async #checkSessions(): Promise<void> {
    if (this.#open.size === 0) return;
    // Those that are asked about: one that opens meanwhile is not in the answer, and its session has not ended.
    const asked = [...this.#open];
    const ids = [...new Set(asked.map((screen) => screen.sessionId))];
    const sessions = await openSessionsAmong(ids).catch(() => null);
    if (sessions === null) return;
    for (const screen of asked)
      if (!sessions.some(({ id }) => id === screen.sessionId)) screen.end("session");
  }

  #tell(bytes: Uint8Array): void {
    for (const screen of this.#open) screen.write(bytes);
  }

  #stop(): void {
    this.#isStopping = true;
    for (const screen of this.#open) screen.end("restart");
  }
}

// On the global object, because Next loads this module once for each of its bundles.
const slot: unique symbol = Symbol.for("holdpoint.live.screens");
const place = globalThis as typeof globalThis & { [slot]?: Screens | undefined };

function screens(): Screens {
  place[slot] ??= new Screens();
  return place[slot];
}

/** A stream that says when an overview should be read anew. */
export async function openBoardStream(
  sessionId: string,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const { stream, sink, onGone } = openPipe();
  const end = (cause: EndCause) => {
    sink.write(retryAfter(cause === "restart" ? 1_000 : 200));
    sink.write(frame("end", { cause }));
    sink.close();
  };
  const screen: Screen = { sessionId, write: sink.write, end };
  const age = setTimeout(() => end("age"), maximumAgeMs);
  onGone(() => {
    clearTimeout(age);
    screens().remove(screen);
  });
  signal.addEventListener("abort", () => sink.close(), { once: true });
  sink.write(retryAfter(500));
  try {
    await screens().add(screen);
  } catch (error) {
    sink.close();
    throw error;
  }
  return stream;
}
