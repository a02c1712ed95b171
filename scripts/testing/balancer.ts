import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** One address before several: each connection goes to the first that takes it, as behind a balancer. */
export async function openBalancer() {
  const targets: number[] = [];
  const open = new Set<Socket>();
  const lead = (near: Socket, [port, ...others]: readonly number[]) => {
    if (port === undefined) return void near.resetAndDestroy();
    const far = connect(port, "127.0.0.1");
    const refused = () => lead(near, others);
    far.once("error", refused);
    far.once("connect", () => {
      far.off("error", refused).on("error", () => near.destroy());
      far.once("close", () => near.destroy());
      near.once("close", () => far.destroy());
      near.pipe(far).pipe(near);
    });
  };
  const server = createServer((near) => {
    open.add(near);
    near.on("error", () => {});
    near.once("close", () => open.delete(near));
    lead(near, targets);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    /** The most wanted first. */
    to: (...ports: number[]) => void targets.splice(0, targets.length, ...ports),
    close: async () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
