import { findBareActions } from "./actions.ts";
import { findDeadPaths } from "./documents.ts";
import { findFloorBreaches } from "./floors.ts";
import { findStaleProtocolPages } from "./protocol-pages.ts";
import { findUntoldSettings } from "./settings.ts";
import { findTooManyLongFiles } from "./sizes.ts";
import { biome, eslint, types } from "./tools.ts";
import { findHolesInLock, findOldVersions } from "./versions.ts";

export type Check = { name: string; run: (root: string) => Promise<string[]> | string[] };
export type CheckResult = { name: string; findings: string[]; seconds: number };

const quickChecks: Check[] = [
  { name: "types", run: types },
  { name: "format and lint", run: biome },
  { name: "domain purity, file and function size", run: eslint },
  { name: "floors", run: findFloorBreaches },
  { name: "server actions", run: findBareActions },
  { name: "usual file length", run: findTooManyLongFiles },
  { name: "paths named in documents", run: findDeadPaths },
  { name: "pages of the protocols", run: findStaleProtocolPages },
  { name: "settings told in the README", run: findUntoldSettings },
  { name: "minimum versions", run: findOldVersions },
  { name: "lock", run: findHolesInLock },
];

export async function runCheck(check: Check, root: string): Promise<CheckResult> {
  const startedAt = performance.now();
  const findings = await Promise.resolve(check.run(root)).catch((error: unknown) => [String(error)]);
  const result = { name: check.name, findings, seconds: (performance.now() - startedAt) / 1000 };
  console.log(`${findings.length === 0 ? "✓" : "✗"} ${check.name} (${result.seconds.toFixed(1)} s)`);
  for (const finding of findings) console.log(`  ${finding.replaceAll("\n", "\n  ")}`);
  return result;
}

/** Runs all quick checks, two at a time because the slow ones use one core each. */
export async function runQuickChecks(root: string): Promise<CheckResult[]> {
  const waiting = [...quickChecks];
  const results: CheckResult[] = [];
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift())
      results.push(await runCheck(check, root));
  };
  await Promise.all([lane(), lane()]);
  return results;
}
