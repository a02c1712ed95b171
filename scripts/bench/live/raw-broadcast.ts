import { createServer, type ServerResponse } from "node:http";
import { answering } from "./asked.ts";

export type RawAsk = { kind: "listen" } | { kind: "publish"; bytes: string };

/** The peer: an event stream as plain Node writes it, with nobody to ask and nothing to read. */
const open = new Set<ServerResponse>();
const server = createServer((request, response) => {
  response.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-cache, no-transform",
  });
  response.write("retry: 500\n\n");
  open.add(response);
  request.once("close", () => open.delete(response));
});

answering(async (asked: RawAsk): Promise<number> => {
  switch (asked.kind) {
    case "listen": {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", 2_048, resolve));
      const address = server.address();
      return typeof address === "object" && address !== null ? address.port : 0;
    }
    case "publish": {
      const at = Date.now();
      const bytes = Buffer.from(asked.bytes);
      for (const response of open) response.write(bytes);
      return at;
    }
  }
});
