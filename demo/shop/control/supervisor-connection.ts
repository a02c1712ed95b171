import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import {
  type ControlAnswer,
  type ControlRequest,
  controlAnswer,
  socketName,
} from "../running/control-requests.ts";
import type { ShopFolder } from "../shop-folder.ts";

export type ShopStatus = Extract<ControlAnswer, { ok: true }>;
export type SupervisorConnection = {
  ask: (request: ControlRequest) => Promise<ShopStatus>;
  close: () => void;
};

/** Holds the operation lease for as long as the connection is open. */
export async function leaseShop(folder: ShopFolder, operation: string): Promise<SupervisorConnection> {
  process.chdir(folder.root);
  const connection = overSocket(await reach());
  try {
    await connection.ask({ ask: "lease", operation });
  } catch (problem) {
    connection.close();
    throw problem;
  }
  return connection;
}

function overSocket(socket: Socket): SupervisorConnection {
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  return {
    async ask(request) {
      socket.write(`${JSON.stringify(request)}\n`);
      const line = await lines.next();
      if (line.done) throw new Error("the shop's supervisor went away");
      const answer = controlAnswer.parse(JSON.parse(line.value));
      if (!answer.ok) throw new Error(answer.why);
      return answer;
    },
    close: () => socket.destroy(),
  };
}

async function reach(): Promise<Socket> {
  const socket = connect(socketName);
  try {
    await once(socket, "connect");
  } catch (cause) {
    throw new Error("The shop is not running in this folder.", { cause });
  }
  socket.on("error", () => undefined);
  return socket;
}
