import type { AddressInfo, Server } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

const keptPorts = z.record(z.string(), z.int().min(1).max(65_535));

/** Listens on the port used last time where it is free, so that addresses survive a restart. */
export async function listenOnKeptPort(server: Server, dir: string, name: string): Promise<number> {
  const file = join(dir, "ports.json");
  const kept = readJsonFile(file, keptPorts, {})[name] ?? 0;
  const port = await listen(server, kept).catch((problem: NodeJS.ErrnoException) => {
    if (problem.code !== "EADDRINUSE" && problem.code !== "EACCES") throw problem;
    return listen(server, 0);
  });
  if (port !== kept) writeJsonFile(file, { ...readJsonFile(file, keptPorts, {}), [name]: port });
  return port;
}

export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
