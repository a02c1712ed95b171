import { connect, type Socket } from "node:net";
import { type Answer, type Ask, answering, type Target } from "./asked.ts";
import { endOfAnswer, entryNumbers, follow, type Order } from "./order.ts";

/** One process that is many browsers: it holds event streams open, or asks for a page over and over. */
type Reader = { order: Order; socket: Socket | null };
let readers: Reader[] = [];
/** When each entry came, at whichever reader. */
let arrivals = new Map<number, number[]>();
let onArrival = () => {};

const requestOf = ({ path, cookies }: Target, index: number, more = "") => {
  const cookie = cookies[index % cookies.length];
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${cookie === undefined ? "" : `Cookie: ${cookie}\r\n`}${more}\r\n`;
};

/** Opens a reader's stream after the last entry that it has; done when the server has let it in. */
function follows(reader: Reader, target: Target, index: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect(target.port, "127.0.0.1");
  reader.socket = socket;
  const take = entryNumbers();
  let head = "";
  socket.setNoDelay(true).on("error", reject);
  socket.on("connect", () =>
    socket.write(
      requestOf(target, index, `Last-Event-ID: ${reader.order.last}\r\nAccept: text/event-stream\r\n`),
    ),
  );
  socket.on("data", (bytes) => {
    const text = bytes.toString("latin1");
    if (head.length < 12) {
      head += text;
      if (head.length < 12) return;
      if (head.startsWith("HTTP/1.1 200")) resolve();
      else reject(new Error(`A reader was not let in: ${head.slice(0, 300)}`));
    }
    const now = Date.now();
    for (const id of take(text)) {
      follow(reader.order, id);
      const times = arrivals.get(id);
      if (times === undefined) arrivals.set(id, [now]);
      else times.push(now);
      onArrival();
    }
  });
  return promise;
}

function drop(): void {
  for (const reader of readers) {
    reader.socket?.destroy();
    reader.socket = null;
  }
}

const join = async (target: Target) => {
  const startedAt = Date.now();
  await Promise.all(readers.map((reader, index) => follows(reader, target, index)));
  return startedAt;
};

/** Waits until these entries have come to every reader. */
async function until(ids: number[], withinMs: number): Promise<number[][]> {
  const isThere = () => ids.every((id) => (arrivals.get(id)?.length ?? 0) >= readers.length);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const late = setTimeout(() => {
    const missing = ids.map((id) => readers.length - (arrivals.get(id)?.length ?? 0));
    reject(new Error(`Entries did not come to everybody in ${withinMs} ms; missing: ${missing.join(", ")}`));
  }, withinMs);
  onArrival = () => isThere() && resolve();
  onArrival();
  await promise.finally(() => clearTimeout(late));
  onArrival = () => {};
  return ids.map((id) => arrivals.get(id) ?? []);
}

/** Asks for a page on each of the connections, one answer after the other, until the time or the number is over. */
async function visit(target: Target, { connections, forMs, atMost }: Extract<Ask, { kind: "visit" }>) {
  const times: number[] = [];
  const refused: string[] = [];
  const startedAt = performance.now();
  let begun = 0;
  const one = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(target.port, "127.0.0.1").setNoDelay(true).on("error", reject);
      const request = requestOf(target, index);
      let read = "";
      let askedAt = 0;
      const ask = () => {
        if (begun >= atMost || performance.now() - startedAt > forMs) {
          socket.destroy();
          return resolve();
        }
        begun += 1;
        read = "";
        askedAt = performance.now();
        socket.write(request);
      };
      socket.on("connect", ask).on("data", (bytes) => {
        read += bytes.toString("latin1");
        if (endOfAnswer(read) === null) return;
        times.push(performance.now() - askedAt);
        if (!read.startsWith("HTTP/1.1 200")) refused.push(read.slice(0, 200));
        ask();
      });
      socket.on("close", () => reject(new Error(`The server hung up: ${read.slice(0, 200)}`)));
    });
  await Promise.all(Array.from({ length: connections }, (_, index) => one(index)));
  return { times, refused, tookMs: performance.now() - startedAt };
}

answering(async (asked: Ask): Promise<Answer> => {
  switch (asked.kind) {
    case "gather":
      drop();
      readers = Array.from({ length: asked.count }, () => ({
        order: { last: asked.after, gaps: 0, doubles: 0 },
        socket: null,
      }));
      arrivals = new Map();
      return null;
    case "join":
      return join(asked.target);
    case "drop":
      return drop() ?? null;
    case "until":
      return until(asked.ids, asked.withinMs);
    case "faults":
      return readers.reduce((sum, { order }) => sum + order.gaps + order.doubles, 0);
    case "visit":
      return visit(asked.target, asked);
  }
});
