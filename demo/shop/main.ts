import { existsSync, mkdirSync } from "node:fs";
import { z } from "zod";
import { readFlags, UsageProblem } from "../process/flags.ts";
import { writeJsonFile } from "../process/json-file.ts";
import { listenOnKeptPort } from "../process/kept-port.ts";
import { announceReady, live, onStopSignal } from "../process/life.ts";
import { buildShop } from "./build/build.ts";
import { shopDatabaseUrl } from "./database/connection.ts";
import { listenForControl, refuseSecondSupervisor } from "./running/control-socket.ts";
import { createProxy } from "./running/proxy.ts";
import { openForShoppers } from "./running/shoppers.ts";
import { supervise } from "./running/supervisor.ts";
import { badRelease, readSettings, type ShopFolder, type ShopSettings, shopFolder } from "./shop-folder.ts";

await live("shop", async () => {
  const given = readFlags(process.argv.slice(2), {
    dir: z.string().min(1),
    "database-url": z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  });
  const folder = shopFolder(given.dir);
  mkdirSync(folder.root, { recursive: true });
  process.chdir(folder.root);
  await refuseSecondSupervisor();
  const proxy = createProxy();
  const proxyUrl = `http://127.0.0.1:${await listenOnKeptPort(proxy.server, folder.root, "proxy")}`;
  const settings = settingsOf(folder, given["database-url"] ?? process.env.SHOP_DATABASE_URL, proxyUrl);
  await buildShop(folder, settings.databaseUrl);
  const supervisor = supervise(folder, settings, proxy);
  const closing: (() => unknown)[] = [() => proxy.server.close()];
  onStopSignal(async () => {
    for (const close of closing) close();
    await supervisor.stopAll();
  });
  await supervisor.start(settings.activeRelease);
  const control = await listenForControl(supervisor);
  closing.push(openForShoppers(proxyUrl), () => control.close());
  announceReady({ actionsFile: folder.actions, proxyUrl });
});

function settingsOf(folder: ShopFolder, databaseUrl: string | undefined, proxyUrl: string): ShopSettings {
  const kept = existsSync(folder.settings) ? readSettings(folder) : undefined;
  const url = databaseUrl ? shopDatabaseUrl(databaseUrl) : kept?.databaseUrl;
  if (!url) throw new UsageProblem("The shop needs --database-url at its first start.");
  const settings = { databaseUrl: url, proxyUrl, activeRelease: kept?.activeRelease ?? badRelease };
  writeJsonFile(folder.settings, settings);
  return settings;
}
