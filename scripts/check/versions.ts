import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type LockedPackage, type Lockfile, mendLock } from "#scripts/mend-lock.ts";
import { root as ownRoot } from "#scripts/root.ts";

const minimums = z.record(z.string(), z.object({ atLeast: z.string(), because: z.string() }));
const parts = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number);

function isOlder(version: string, atLeast: string): boolean {
  const wanted = parts(atLeast);
  const found = parts(version);
  const differing = wanted.findIndex((part, index) => part !== found[index]);
  return differing >= 0 && (found[differing] ?? 0) < (wanted[differing] ?? 0);
}

const readLock = (root: string) =>
  JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lockfile;

/** Locked packages older than a version known to be needed, wherever in the tree they lie. */
export function findOldVersions(root: string): string[] {
  const list = readFileSync(join(ownRoot, "scripts", "check", "minimum-versions.json"), "utf8");
  const { packages } = readLock(root);
  return Object.entries(minimums.parse(JSON.parse(list))).flatMap(([name, { atLeast, because }]) =>
    Object.entries(packages)
      .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
      .filter(([, { version = "0.0.0" }]) => isOlder(version, atLeast))
      .map(([path, { version }]) => `${path} is ${version}; at least ${atLeast} is needed: ${because}.`),
  );
}

/** What we serve on and test on; the others can be installed, as npm finds them there. */
function runsWhereWeRun({ os, cpu, libc }: LockedPackage): boolean {
  const isOurs = (list: string[] | undefined, ...ours: string[]) =>
    !list || ours.some((one) => list.includes(one));
  return isOurs(os, "linux") && isOurs(cpu, "x64", "arm64") && isOurs(libc, "glibc");
}

/** Optional packages that the lock does not name, for which `npm ci` would refuse it; and ours without a digest. */
export function findHolesInLock(root: string): string[] {
  const lock = readLock(root);
  const undigested = Object.entries(lock.packages)
    .filter(([path, entry]) => path !== "" && !entry.integrity && runsWhereWeRun(entry))
    .map(([path]) => `The lock has no digest for ${path}: install it anew from a registry that has it.`);
  const missing = mendLock(lock);
  if (missing.length === 0) return undigested;
  return [`The lock misses ${missing.join(", ")}: run node scripts/mend-lock.ts`, ...undigested];
}
