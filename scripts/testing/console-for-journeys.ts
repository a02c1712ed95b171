/**
 * The console that the browser journeys in e2e/ use: the product itself, started by scripts/up.ts on a
 * free port and a temporary data folder, as `npm start` does. In a journey:
 *
 *     const { url, password, mailboxUrl, dataDir } = consoleForJourneys();
 *
 * The demonstration's people all have `password`. `processOf(name)` gives the process id of "web",
 * "worker", "shop" or "mail"; `restartDatabase()` takes Postgres away and brings it back on its port.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { startCluster } from "#scripts/postgres/cluster.ts";
import { addressesOf } from "#scripts/postgres/roles.ts";
import { keepSecrets } from "#scripts/postgres/secrets.ts";

export const variableName = "HOLDPOINT_JOURNEY_CONSOLE";

const schema = z.object({
  url: z.url(),
  password: z.string(),
  mailboxUrl: z.url(),
  shopUrl: z.url(),
  dataDir: z.string(),
});
export type JourneyConsole = z.infer<typeof schema>;

export function consoleForJourneys(): JourneyConsole {
  return schema.parse(JSON.parse(process.env[variableName] ?? "null"));
}

export function processOf(name: "web" | "worker" | "shop" | "mail"): number {
  return Number(readFileSync(join(consoleForJourneys().dataDir, "processes", name), "utf8"));
}

async function cluster() {
  const { dataDir } = consoleForJourneys();
  const secrets = await keepSecrets(dataDir);
  return {
    secrets,
    running: await startCluster({ folder: join(dataDir, "database"), superuserPassword: secrets.superuser }),
  };
}

export async function restartDatabase(): Promise<void> {
  await (await cluster()).running.stop();
  await cluster();
}

/** Addresses for looking at the database from outside, the superuser's too. */
export async function journeyDatabase() {
  const { secrets, running } = await cluster();
  const superuser = new URL(running.superuserUrl);
  superuser.pathname = "/holdpoint";
  return { ...addressesOf(running.port, "holdpoint", secrets), superuser: superuser.href };
}
