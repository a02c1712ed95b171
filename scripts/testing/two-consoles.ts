import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addressesOf, createDatabase } from "#scripts/postgres/roles.ts";
import { startTemporaryCluster } from "#scripts/postgres/temporary.ts";
import { freePort } from "#scripts/process/free-port.ts";
import { readAddresses } from "#scripts/start/demonstration.ts";
import { openBalancer } from "./balancer.ts";
import type { JourneyConsole } from "./console-for-journeys.ts";
import { runConsole } from "./run-console.ts";

const password = "journeys-through-the-console";
const database = "holdpoint";

export type OneOfTwo = { port: number; url: string; processOf: (name: "web" | "worker") => number };

/**
 * Two consoles, each with a web process and a worker, that know nothing of each other but one Postgres, one secret, and
 * one address before both, which leads to the second while that answers. The first brings the demonstration's shop and mail; the second is told where they are.
 */
export async function serveTwoConsoles() {
  const folder = await mkdtemp(join(tmpdir(), "holdpoint-two-"));
  await chmod(folder, 0o755);
  const made: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const undo = async () => {
    for (const one of made.toReversed()) await one();
  };
  try {
    const { cluster, passwords, remove } = await startTemporaryCluster({ durable: true });
    made.push(remove);
    await createDatabase(cluster.superuserUrl, database);
    const { app, worker, migrator } = addressesOf(cluster.port, database, passwords);
    const balancer = await openBalancer();
    made.push(balancer.close);
    const common = {
      ...{ DATABASE_URL: app, WORKER_DATABASE_URL: worker, MIGRATE_DATABASE_URL: migrator },
      ...{
        HOST: "127.0.0.1",
        HOLDPOINT_URL: balancer.url,
        HOLDPOINT_SECRET: randomBytes(24).toString("hex"),
        HOLDPOINT_SIGNING_KEY_FILE: join(folder, "signing-key.pem"),
      },
    };
    const start = async (name: string, settings: Record<string, string>): Promise<OneOfTwo> => {
      const [dataDir, port] = [join(folder, name), await freePort()];
      const own = { PORT: String(port), HOLDPOINT_DATA_DIR: dataDir };
      made.push(await runConsole({ ...common, ...own, ...settings }));
      const processOf = (one: string) => Number(readFileSync(join(dataDir, "processes", one), "utf8"));
      return { port, url: `http://localhost:${port}`, processOf };
    };
    const first = await start("first", { HOLDPOINT_DEMO: "1", HOLDPOINT_DEMO_PASSWORD: password });
    const dataDir = join(folder, "first");
    const { actionsFile, smtpUrl, mailboxUrl, shopUrl } = readAddresses(dataDir);
    const told = { HOLDPOINT_ACTIONS_FILE: actionsFile, HOLDPOINT_SMTP_URL: smtpUrl, HOLDPOINT_DEMO: "0" };
    const second = await start("second", told);
    balancer.to(second.port, first.port);
    const journeys: JourneyConsole = { url: balancer.url, password, mailboxUrl, shopUrl, dataDir };
    const superuser = new URL(cluster.superuserUrl);
    superuser.pathname = `/${database}`;
    return { first, second, journeys, superuserUrl: superuser.href, stop: undo };
  } catch (error) {
    await undo();
    throw error;
  }
}
