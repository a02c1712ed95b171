import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import { z } from "zod";
import { withClient } from "#scripts/postgres/roles.ts";
import { root } from "#scripts/root.ts";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";

const run = promisify(execFile);

const Version = z.object({
  version: z.string(),
  schema: z.coerce.number(),
  config: z.string(),
  policy: z.string(),
  pid: z.int(),
});
const Kept = z.object({ databaseUrl: z.string() });
const Health = z.object({ status: z.string() });

export const shopFolder = () => join(consoleForJourneys().dataDir, "shop");

const asked = async (path: string): Promise<unknown> => {
  const answer = await fetch(new URL(path, consoleForJourneys().shopUrl));
  return answer.json();
};

/** What the shop says of itself through its proxy, as any client would hear it. */
export const askVersion = async () => Version.parse(await asked("/version"));
export const askHealth = async () => Health.parse(await asked("/health")).status;

/** Asks the repository in which a party keeps its decisions. */
export const gitIn = async (party: string, ...words: string[]): Promise<string> =>
  (await run("git", ["-C", join(shopFolder(), "records", `${party}.git`), ...words])).stdout.trim();

/** Runs one of the shop's own commands and gives what it printed. */
export async function control(verb: string, ...flags: string[]): Promise<string> {
  const args = ["demo/shop/control.ts", verb, "--dir", shopFolder(), ...flags];
  try {
    return (await run(process.execPath, args, { cwd: root, timeout: 60_000 })).stdout.trim();
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`The shop's ${verb} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

/**
 * The bad release is out again, with its configuration, policy and schema, and no fault is set. The shop takes one
 * change at a time, so what a failed test has left under way is waited for.
 */
export async function resetShop(): Promise<void> {
  await expect
    .poll(() => control("reset").catch((error: Error) => error.message), { timeout: 75_000 })
    .toContain("is out again");
}

export async function setFault(step: string, mode: "fail" | "hang" | "off"): Promise<void> {
  await control("fault", "--step", step, "--mode", mode);
}

async function revision(name: string): Promise<string> {
  const args = ["-c", "safe.directory=*", "-C", join(shopFolder(), "config"), "rev-parse", name];
  return (await run("git", args)).stdout.trim();
}

/** The tree of a revision of the shop's configuration repository, and the commit that it names. */
export const configurationTree = (name: string) => revision(`${name}^{tree}`);
export const configurationCommit = (name: string) => revision(`${name}^{commit}`);

/** The shop's schema, read in its own database: the version that is written down, and whether the new column is there. */
export async function readSchema(): Promise<{ version: number; hasDiscounts: boolean }> {
  const { databaseUrl } = Kept.parse(JSON.parse(readFileSync(join(shopFolder(), "settings.json"), "utf8")));
  return withClient(databaseUrl, async (client) => {
    const written = await client.query("select version from schema_version");
    const column = await client.query(
      "select 1 from information_schema.columns where table_name = 'orders' and column_name = 'discount_cents'",
    );
    return { version: Number(written.rows[0]?.version), hasDiscounts: column.rowCount === 1 };
  });
}
