import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#scripts/process/free-port.ts";
import { readAddresses } from "#scripts/start/demonstration.ts";
import { type JourneyConsole, journeyDatabase, variableName } from "./console-for-journeys.ts";
import { runConsole } from "./run-console.ts";
import { addVouchers } from "./vouchers.ts";

const password = "journeys-through-the-console";

/** Playwright's global setup: starts the console for the journeys and gives the way to stop it. */
export default async function serveJourneys(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "holdpoint-journeys-"));
  // Open to all, because as root another account runs the database.
  await chmod(dataDir, 0o755);
  const forget = () => rm(dataDir, { recursive: true, force: true });
  const port = await freePort();
  const stop = await runConsole({
    PORT: String(port),
    HOLDPOINT_DATA_DIR: dataDir,
    HOLDPOINT_DEMO: "1",
    HOLDPOINT_DEMO_PASSWORD: password,
  }).catch(async (error: unknown) => {
    await forget();
    throw error;
  });
  const { mailboxUrl, shopUrl } = readAddresses(dataDir);
  const journeys: JourneyConsole = {
    url: `http://localhost:${port}`,
    password,
    mailboxUrl,
    shopUrl,
    dataDir,
  };
  process.env[variableName] = JSON.stringify(journeys);
  await addVouchers(journeys, (await journeyDatabase()).app).catch(async (error: unknown) => {
    await stop();
    await forget();
    throw error;
  });
  return async () => {
    await stop();
    await forget();
  };
}
