import pg from "pg";
import { databaseUrl } from "./client.ts";

export type Listener = {
  onPayload: (payload: string) => void;
  /** After a lost connection stands again: payloads in between are gone, so read what was missed. */
  onReconnect?: () => void;
  onLost?: (error: Error) => void;
};

const longestPauseMs = 5_000;

/**
 * Listens on one connection of its own, for the whole process, and opens it again when it is lost. Gives the
 * function that stops it. Rejects when the first connection fails.
 */
export async function listen(listener: Listener | Listener["onPayload"]): Promise<() => Promise<void>> {
  const { onPayload, onReconnect, onLost } =
    typeof listener === "function" ? { onPayload: listener } : listener;
  const url = databaseUrl();
  let current: pg.Client | undefined;
  let pause: NodeJS.Timeout | undefined;
  let isStopped = false;
  let failures = 0;

  const lose = (client: pg.Client, error: Error) => {
    if (isStopped || current !== client) return;
    current = undefined;
    void client.end().catch(() => {});
    onLost?.(error);
    retry();
  };
  const retry = () => {
    pause = setTimeout(() => void again(), Math.min(100 * 2 ** failures++, longestPauseMs));
  };
  const again = () =>
    open().then(
      () => (isStopped ? current?.end() : onReconnect?.()),
      () => isStopped || retry(),
    );
  const open = async () => {
    const client = await connect(url);
    current = client;
    failures = 0;
    client.on("notification", ({ payload }) => payload !== undefined && onPayload(payload));
    client.on("error", (error) => lose(client, error));
    client.on("end", () => lose(client, new Error("The database closed the connection.")));
    await client.query("LISTEN holdpoint");
  };

  await open();
  return async () => {
    isStopped = true;
    clearTimeout(pause);
    await current?.end();
  };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: "holdpoint-listen",
  });
  // Without a listener a loss while connecting would end the process.
  client.on("error", () => {});
  await client.connect();
  return client;
}
