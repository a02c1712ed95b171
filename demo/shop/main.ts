import { existsSync, mkdirSync } from "node:fs";
import { z } from "zod";
import { readFlags, UsageProblem } from "../process/flags.ts";
import { writeJsonFile } from "../process/json-file.ts";
import { listenOnKeptPort } from "../process/kept-port.ts";
import { announceReady, live, onStopSignal } from "../process/life.ts";
import { buildShop } from "./build/build.ts";
import { type OwnCluster, openCluster } from "./database/cluster.ts";
import { shopDatabaseUrl } from "./database/connection.ts";
import { keepBases } from "./database/keep-bases.ts";
import { listenForControl, refuseSecondSupervisor } from "./running/control-socket.ts";
import { createProxy } from "./running/proxy.ts";
import { openForShoppers } from "./running/shoppers.ts";
import { supervise } from "./running/supervisor.ts";
import { badRelease, readSettings, type ShopSettings, shopFolder } from "./shop-folder.ts";

await live("shop", async () => {
  const given = readFlags(process.argv.slice(2), {
    dir: z.string().min(1),
    "database-url": z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  });
  const folder = shopFolder(given.dir);
  mkdirSync(folder.root, { recursive: true });
  process.chdir(folder.root);
  await refuseSecondSupervisor();
  const proxy = createProxy(folder);
  const proxyUrl = `http://127.0.0.1:${await listenOnKeptPort(proxy.server, folder.root, "proxy")}`;
  const kept = existsSync(folder.settings) ? readSettings(folder) : undefined;
  const givenUrl = given["database-url"] ?? process.env.SHOP_DATABASE_URL;
  const cluster = givenUrl ? undefined : await openCluster(folder.root, kept?.ownCluster);
  const settings = settingsOf(kept, { givenUrl, cluster, proxyUrl });
  writeJsonFile(folder.settings, settings);
  await buildShop(folder, settings.databaseUrl);
  const supervisor = supervise(folder, settings, proxy, cluster);
  await proxy.maintain(settings.isInMaintenance);
  const closing: (() => unknown)[] = [() => proxy.server.close()];
  onStopSignal(async () => {
    for (const close of closing) close();
    await supervisor.stopAll();
    await cluster?.stop();
  });
  await supervisor.start(settings.activeRelease);
  const control = await listenForControl(supervisor);
  closing.push(openForShoppers(proxyUrl), () => control.close());
  announceReady({ actionsFile: folder.actions, proxyUrl });
  // Only now, because nobody who waits for the shop should wait for a copy of its database.
  if (cluster) closing.push(keepBases(cluster, settings.databaseUrl));
});

type Found = { givenUrl: string | undefined; cluster: OwnCluster | undefined; proxyUrl: string };

function settingsOf(kept: ShopSettings | undefined, { givenUrl, cluster, proxyUrl }: Found): ShopSettings {
  const databaseUrl = givenUrl ? shopDatabaseUrl(givenUrl) : cluster?.url;
  if (!databaseUrl) throw new UsageProblem("The shop has no database.");
  const { activeRelease = badRelease, isInMaintenance = false } = kept ?? {};
  return {
    databaseUrl,
    proxyUrl,
    activeRelease,
    isInMaintenance,
    ...(cluster && { ownCluster: cluster.kept }),
  };
}
