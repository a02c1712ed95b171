import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { publishBuiltInPacks } from "#lib/commands/protocols/publish-built-in.ts";
import { gatherCast } from "#lib/commands/testing/cast.ts";
import { actionFor, actionSources, baseline, type Stage } from "#lib/commands/testing/stage.ts";
import type { RegisteredAction } from "#lib/domain/rollback/action.ts";
import { encryptAtRest } from "#lib/platform/crypto.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { createEndpoint } from "#lib/store/endpoints.ts";
import { listCurrentPacks } from "#lib/store/packs.ts";
import { publishActions } from "#lib/store/registered-actions.ts";
import { createService } from "#lib/store/services.ts";
import { databaseNow, withTransaction } from "#lib/store/transaction.ts";
import { type Addresses, addressesOf, createDatabase } from "#scripts/postgres/roles.ts";
import { startTemporaryCluster } from "#scripts/postgres/temporary.ts";
import { runNodeOrThrow } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";
import { type Outside, openOutside } from "./outside.ts";
import { openWire } from "./wire.ts";
import { openWorkshop, type Workshop } from "./workshop.ts";

const databaseName = "faults";
const secret = "a secret for the faults, long enough to be one";
const webhookSecret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const rolledBack = "mvp4-ga";
/** More than run at once; an actions file holds no more than a thousand. */
const environmentCount = 60;

/** A database that waits for its disk, the world outside, and the console's own process as its web. */
export async function openSite() {
  const own = await startTemporaryCluster({ durable: true });
  const { cluster, passwords, remove } = own;
  let port: number | null = cluster.port;
  const through = (at: number): Addresses => addressesOf(at, databaseName, passwords);
  await createDatabase(cluster.superuserUrl, databaseName);
  const env = { ...process.env, MIGRATE_DATABASE_URL: through(cluster.port).migrator };
  await runNodeOrThrow("Migrating", ["scripts/migrate.ts"], { cwd: root, env, timeoutSeconds: 60 });
  const web = await openWire(() => port);
  connectStore(through(web.port).app);
  const outside = await openOutside();
  const workshop = openWorkshop();
  const stage = await setStage(workshop, outside);
  const superuser = new URL(cluster.superuserUrl);
  superuser.pathname = `/${databaseName}`;
  return {
    ...{ stage, outside, workshop, web },
    superuserUrl() {
      superuser.port = String(port ?? superuser.port);
      return superuser.href;
    },
    isDatabaseUp: () => port !== null,
    openWire: () => openWire(() => port),
    async crashDatabase() {
      port = null;
      await cluster.crash();
    },
    async startDatabase() {
      port = await cluster.start();
    },
    workerEnv: (wire: number): Record<string, string> => ({
      WORKER_DATABASE_URL: through(wire).worker,
      HOLDPOINT_DATA_DIR: dirname(workshop.actionsFile),
      HOLDPOINT_SECRET: secret,
      HOLDPOINT_SMTP_URL: outside.smtpUrl,
      HOLDPOINT_ALLOWED_HOSTS: "127.0.0.1",
      HOLDPOINT_ACTIONS_FILE: workshop.actionsFile,
    }),
    async close() {
      await disconnectStore();
      web.close();
      await outside.close();
      workshop.close();
      await remove();
    },
  };
}
export type Site = Awaited<ReturnType<typeof openSite>>;

/** Two rollbacks of one environment would wait for each other, so each has its own until it is over. */
export type FaultStage = Stage & { hasFree: () => boolean; giveBack: (environment: string) => void };

/** People, packs, one service with environments to roll back, and receivers for one audience. */
async function setStage(workshop: Workshop, outside: Outside): Promise<FaultStage> {
  await publishBuiltInPacks();
  const cast = await gatherCast();
  const packs = (await listCurrentPacks()).map(({ pack }) => pack);
  const actions = actionSources(packs.filter(({ id }) => id === rolledBack)).map((source) =>
    actionFor(source, ["/bin/sh", workshop.program, source.id.replaceAll("/", "-")], {
      cwd: workshop.folder,
    }),
  );
  const names = [
    "production",
    ...Array.from({ length: environmentCount }, (_, index) => `stage-${index + 1}`),
  ];
  const registered: RegisteredAction[] = names.flatMap((environment) =>
    actions.map((action) => ({ ...action, environment })),
  );
  writeFileSync(workshop.actionsFile, JSON.stringify({ actions: registered }));
  const current = { ...baseline, release: "1.5.0" };
  const environments = names.map((name) => ({ name, baseline, current }));
  const named = { key: "storefront", name: "Storefront", publicName: "Shop", ownerRole: "sre-lead" };
  const service = await withTransaction(async (tx) => {
    await publishActions(tx, registered, await databaseNow(tx));
    await addReceivers(tx, outside);
    return (await createService(tx, { ...named, environments })).id;
  });
  const free = names.slice(1);
  const freeEnvironment = () => {
    const name = free.shift();
    if (name === undefined) throw new Error("every environment is being rolled back");
    return name;
  };
  const hasFree = () => free.length > 0;
  return { cast, service, actions, freeEnvironment, hasFree, giveBack: (name) => void free.push(name) };
}

async function addReceivers(tx: Parameters<typeof createEndpoint>[0], outside: Outside): Promise<void> {
  for (const kind of ["webhook", "slack", "teams"] as const) {
    const url = outside.addressOf(kind);
    const sealed = encryptAtRest(kind === "webhook" ? webhookSecret : url, secret);
    await createEndpoint(tx, { kind, title: kind, url, audience: "consumer", sealedSecret: sealed });
  }
}
