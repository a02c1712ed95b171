import { namedVariables } from "#lib/domain/rollback/named-variables.ts";
import type { Settings } from "#lib/platform/env.ts";
import { assertLogIsGuarded } from "#lib/store/log/log-guard.ts";
import { isPortFree } from "#scripts/process/free-port.ts";
import { buildScreens, generateClient } from "./build.ts";
import {
  type Embedded,
  givenAddresses,
  migrateDatabase,
  refuseClosedAddresses,
  startEmbedded,
} from "./database.ts";
import { type DemoAddresses, seedOnce, startDemonstration } from "./demonstration.ts";
import { environmentsOf } from "./environments.ts";
import { keepDatabase } from "./keep-database.ts";
import { claimFolder } from "./only-one.ts";
import { readyLines, waitUntilHealthy } from "./ready.ts";
import { serve } from "./serve.ts";
import type { UndoList } from "./undo.ts";

const say = (sentence: string) => console.log(sentence);

async function refuseTakenPort(port: number, host: string): Promise<void> {
  const isFree = await isPortFree(port, host).catch((cause: Error) => {
    throw new Error(`Port ${port} cannot be listened on at ${host}: ${cause.message}. Set PORT or HOST.`, {
      cause,
    });
  });
  if (isFree) return;
  throw new Error(`Port ${port} is already in use on ${host}. Stop what runs there, or set PORT to another.`);
}

/** The variables that the actions name. The worker reads the file itself; here a broken one is one sentence, before anything has started. */
async function variablesOfActions(file: string | undefined): Promise<string[]> {
  if (file === undefined) return [];
  // Loaded late, because it stands on the database client, which a fresh clone has yet to make.
  const { readActionsFile } = await import("#lib/worker/actions.ts");
  return namedVariables(await readActionsFile(file));
}

function secretOf(settings: Settings, embedded: Embedded | null): string {
  const isOwnDatabase = settings.databaseUrl !== undefined;
  const secret = settings.secret ?? (isOwnDatabase ? undefined : embedded?.secrets.secret);
  if (secret) return secret;
  throw new Error(
    "HOLDPOINT_SECRET is not set. It protects sessions and kept secrets, and beside a database of your own nobody else keeps it.",
  );
}

async function embed(settings: Settings, made: UndoList): Promise<Embedded> {
  say("Starting the database ...");
  const embedded = await startEmbedded(settings.dataDir);
  if (embedded.cluster.wasRunning) say("The database still ran from an earlier start; it is taken over.");
  const letGo = keepDatabase(embedded.cluster, say);
  made.add("the database", async () => {
    letGo();
    if (embedded.cluster.isRunning()) await embedded.cluster.stop();
  });
  return embedded;
}

async function demonstrate(settings: Settings, made: UndoList): Promise<() => Promise<DemoAddresses>> {
  say("Starting the demonstration's shop (its release 1.5.0 is broken and complains) and mail ...");
  const { keepers, addresses } = await startDemonstration(settings.dataDir, say);
  made.add("the demonstration", async () => {
    await Promise.all(keepers.map((keeper) => keeper.stop(4)));
  });
  return addresses;
}

/** Brings everything up in order and gives the lines to print when it is ready. */
export async function bringUp(settings: Settings, made: UndoList, signal: AbortSignal): Promise<string[]> {
  const given = givenAddresses(settings);
  const isDemo = settings.demo ?? given === null;
  const host = settings.host ?? (given ? "0.0.0.0" : "127.0.0.1");
  if (given) secretOf(settings, null);
  await refuseTakenPort(settings.port, host);
  if (given) await refuseClosedAddresses(given);
  made.add("the claim on the data folder", claimFolder(settings.dataDir));
  await generateClient(say);
  const named = await variablesOfActions(settings.actionsFile);
  signal.throwIfAborted();
  const embedded = given ? null : await embed(settings, made);
  const addresses = given ?? embedded?.addresses;
  if (!addresses) throw new Error("There is no database to use.");
  signal.throwIfAborted();
  // Beside the rest, because it has a database of its own and needs nothing of ours.
  const demonstration = isDemo ? await demonstrate(settings, made) : undefined;
  say(await migrateDatabase(addresses.migrator));
  for (const address of [addresses.app, addresses.worker]) await assertLogIsGuarded(address);
  await buildScreens(say);
  signal.throwIfAborted();
  const demo = await demonstration?.();
  const secret = secretOf(settings, embedded);
  const environments = environmentsOf({ settings, addresses, secret, isDemo, demo, named });
  const seeded = demo ? await seedOnce(settings.dataDir, environments.seed, say) : null;
  signal.throwIfAborted();
  const keepers = serve(settings, host, environments, say);
  made.add("web and worker", async () => {
    await Promise.all(keepers.map((keeper) => keeper.stop(20)));
  });
  const reachable = ["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host;
  await waitUntilHealthy(`http://${reachable}:${settings.port}`, 60, signal);
  return readyLines(settings.port, seeded, demo?.mailboxUrl);
}
