import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { openShopDatabase } from "../database/connection.ts";
import { setUpSchema } from "../database/schema.ts";
import { publishParts } from "../edge/parts.ts";
import type { ShopFolder } from "../shop-folder.ts";
import { writeActionsFile } from "./actions-file.ts";
import { publishPolicies } from "./policy.ts";
import { publishReleases } from "./release-trees.ts";
import {
  buildConfiguration,
  buildConsumer,
  buildPlatform,
  buildRecords,
  isRepository,
} from "./repositories.ts";

/** Makes what is missing and leaves what a demonstration has already changed. */
export async function buildShop(folder: ShopFolder, databaseUrl: string): Promise<void> {
  mkdirSync(folder.backups, { recursive: true });
  const database = await openShopDatabase(databaseUrl);
  try {
    await setUpSchema(database);
  } finally {
    await database.end();
  }
  publishReleases(folder);
  if (!isRepository(folder.configuration)) await buildConfiguration(folder);
  if (!isRepository(folder.consumer)) await buildConsumer(folder);
  if (!isRepository(folder.platform)) await buildPlatform(folder);
  for (const records of Object.values(folder.records))
    if (!existsSync(join(records, "HEAD"))) await buildRecords(records);
  if (!existsSync(join(folder.policy, "active"))) publishPolicies(folder);
  publishParts(folder);
  writeActionsFile(folder);
}
