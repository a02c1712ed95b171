import pg from "pg";
import { z } from "zod";
import { type Configuration, configurationReader } from "./configuration.ts";
import { activePolicyReader, type Policy } from "./policy.ts";
import type { Release } from "./release.ts";

const settings = z.object({
  SHOP_DATABASE_URL: z.string(),
  SHOP_CONFIGURATION: z.string(),
  SHOP_POLICY: z.string(),
});

export type Storefront = {
  release: Release;
  database: pg.Pool;
  configuration: () => Configuration;
  policy: () => Policy;
  schema: () => Promise<number>;
};

export function openStorefront(release: Release): Storefront {
  const given = settings.parse(process.env);
  const database = new pg.Pool({
    connectionString: given.SHOP_DATABASE_URL,
    max: 6,
    connectionTimeoutMillis: 3_000,
    statement_timeout: 8_000,
  });
  database.on("error", () => undefined);
  return {
    release,
    database,
    configuration: configurationReader(given.SHOP_CONFIGURATION),
    policy: activePolicyReader(given.SHOP_POLICY),
    schema: async () => {
      const found = await database.query<{ version: number }>("SELECT version FROM schema_version");
      return found.rows[0]?.version ?? 0;
    },
  };
}

export async function versions(shop: Storefront) {
  return {
    version: shop.release.version,
    schema: await shop.schema(),
    config: shop.configuration().tag,
    policy: policyTag(shop),
    pid: process.pid,
  };
}

function policyTag(shop: Storefront): string {
  try {
    return shop.policy().tag;
  } catch {
    return "refused";
  }
}
