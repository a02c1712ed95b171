import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Open, or silent as a cable that is out, or answering nobody as a host without the service. */
export type Passage = "open" | "silent" | "reset";

/**
 * A wire that can be cut. What was sent into a silent one arrives when it is mended, as the network's own repeats do:
 * so a writer that lost its lease meanwhile really does write late. The target is null while nobody listens there,
 * because a connection to a free port of this machine can find itself.
 */
export async function openWire(target: () => number | null) {
  let passage: Passage = "open";
  const pairs = new Set<[Socket, Socket]>();
  const waiting = new Set<Socket>();

  const join = (near: Socket) => {
    const port = target();
    if (port === null) return void near.resetAndDestroy();
    const far = connect({ host: "127.0.0.1", port, noDelay: true });
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const [one, other] of [pair, [far, near] as const]) {
      one.on("data", (bytes) => void (other.writable && other.write(bytes)));
      one.on("error", () => other.destroy());
      one.on("close", () => {
        other.destroy();
        pairs.delete(pair);
      });
    }
  };
  const server = createServer({ noDelay: true }, (near) => {
    near.on("error", () => {});
    if (passage === "open") return join(near);
    if (passage === "reset") return void near.resetAndDestroy();
    near.pause();
    waiting.add(near);
    near.once("close", () => waiting.delete(near));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");

  const drop = () => {
    for (const socket of [...pairs].flat()) socket.resetAndDestroy();
    for (const socket of waiting) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    set(next: Passage) {
      passage = next;
      if (next === "reset") return drop();
      for (const socket of [...pairs].flat()) next === "silent" ? socket.pause() : socket.resume();
      if (next === "silent") return;
      for (const near of waiting) {
        waiting.delete(near);
        join(near);
      }
    },
    close() {
      drop();
      server.close();
    },
  };
}
export type Wire = Awaited<ReturnType<typeof openWire>>;
