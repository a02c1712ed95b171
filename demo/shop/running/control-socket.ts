import { chmodSync, existsSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { type ControlAnswer, type ControlRequest, controlRequest, socketName } from "./control-requests.ts";
import type { Supervisor } from "./supervisor.ts";

type Lease = { holder: Socket; operation: string };

/**
 * Listens in the current folder, because a socket's whole path may hold only 107 bytes.
 * A lease ends with its connection, so a killed command never blocks the next one.
 */
export async function listenForControl(supervisor: Supervisor): Promise<Server> {
  let lease: Lease | undefined;
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("close", () => {
      if (lease?.holder === socket) lease = undefined;
    });
    createInterface({ input: socket }).on("line", (line) => {
      void answer(line).then((said) => socket.write(`${JSON.stringify(said)}\n`));
    });

    async function answer(line: string): Promise<ControlAnswer> {
      const asked = controlRequest.safeParse(parse(line));
      if (!asked.success) return { ok: false, why: "This request is not one the shop knows." };
      try {
        await carryOut(asked.data);
        return {
          ok: true,
          active: supervisor.active(),
          releases: supervisor.running().map(({ version, pid, port }) => ({ version, pid, port })),
        };
      } catch (problem) {
        return { ok: false, why: problem instanceof Error ? problem.message : String(problem) };
      }
    }

    async function carryOut(asked: ControlRequest): Promise<unknown> {
      if (asked.ask === "status") return;
      if (asked.ask === "lease") return takeLease(asked.operation);
      if (lease?.holder !== socket) throw new Error("take the operation lease first");
      switch (asked.ask) {
        case "start":
        case "route":
        case "stop":
          return supervisor[asked.ask](asked.version);
        case "maintenance":
          return supervisor.maintain(asked.isOn);
        case "database":
          return supervisor.database(asked.to);
        case "base":
          return supervisor.takeBase();
      }
    }

    function takeLease(operation: string): void {
      if (lease) throw new Error(`${lease.operation} is under way; one change at a time`);
      lease = { holder: socket, operation };
    }
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(socketName, resolve));
  chmodSync(socketName, 0o600);
  return server;
}

export async function refuseSecondSupervisor(): Promise<void> {
  if (!existsSync(socketName)) return;
  const isAlive = await new Promise<boolean>((resolve) => {
    const probe = connect(socketName);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
  });
  if (isAlive) throw new Error("A shop is already running in this folder.");
  rmSync(socketName);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
