import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ChannelName, channelNames, type Manner } from "./schedule.ts";

const isChannel = (name: string): name is ChannelName => (channelNames as readonly string[]).includes(name);

/** Receivers of webhooks and the two chats behind one port, told apart by their path. */
export async function openWebSink(
  mannerOf: (channel: ChannelName) => Manner,
  arrive: (channel: ChannelName, key: string, to: string) => void,
) {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("error", () => {});
    request.on("end", () => {
      const channel = request.url?.slice(1) ?? "";
      if (!isChannel(channel)) return void response.writeHead(404).end();
      const manner = mannerOf(channel);
      if (isTaken(manner, channel)) {
        const signed = request.headers["webhook-id"];
        // Neither chat knows of keys: the message names it at its foot.
        const key = typeof signed === "string" ? signed : (/ · ([0-9a-f-]{32,36})/.exec(body)?.[1] ?? "");
        arrive(channel, key, channel);
      }
      answer(response, channel, manner);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    letGo: () => server.closeAllConnections(),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A page that says 200 to a chat has taken nothing; a webhook's receiver that says so has. */
const isTaken = (manner: Manner, channel: ChannelName) =>
  manner === "works" || manner === "takes-silently" || (manner === "lies" && channel === "webhook");

function answer(response: ServerResponse, channel: ChannelName, manner: Manner): void {
  switch (manner) {
    case "works":
      if (channel === "slack") response.end("ok");
      else response.writeHead(channel === "teams" ? 202 : 204).end();
      return;
    case "refuses":
      response.socket?.resetAndDestroy();
      return;
    case "500":
      response.writeHead(500).end("it broke");
      return;
    case "429":
      response.writeHead(429, { "retry-after": "2" }).end();
      return;
    case "garbage":
      response.socket?.end("\u0000\u0001\u0002 250 OK\r\n\r\n");
      return;
    case "lies":
      response.writeHead(200, { "content-type": "text/html" }).end("<p>Welcome to our page</p>");
      return;
    case "hangs":
    case "takes-silently":
      return;
  }
}
