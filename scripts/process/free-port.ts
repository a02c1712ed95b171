import { createServer } from "node:net";

/** Null when somebody listens there already; what else keeps us from listening is an error. */
function tryPort(port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? resolve(null) : reject(error),
    );
    server.listen(port, host, () => {
      const address = server.address();
      const given = typeof address === "object" && address ? address.port : null;
      server.close(() => resolve(given));
    });
  });
}

export async function isPortFree(port: number, host: string): Promise<boolean> {
  return (await tryPort(port, host)) !== null;
}

/** A port of this machine that nobody listens on: the wished one when it is free. */
export async function freePort(wished?: number, host = "127.0.0.1"): Promise<number> {
  const port = (wished && (await tryPort(wished, host))) || (await tryPort(0, host));
  if (!port) throw new Error(`No free port on ${host}.`);
  return port;
}
