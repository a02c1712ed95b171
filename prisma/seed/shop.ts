import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";

const Version = z.object({
  version: z.string(),
  schema: z.coerce.string(),
  config: z.string(),
  policy: z.string(),
});
const run = promisify(execFile);

/** What was approved before the bad release went out. */
const approved = {
  release: "1.4.2",
  configuration: "v1.4.2",
  policy: "v1.4.2",
  schema: "42",
  tag: "v1.4.2",
};

/** What the bad release left as it was; with tag and commit these are what a checkpoint locks. */
const contracts = {
  serviceContract: "service.v2",
  apiContract: "api.v1",
  integrationBaseline: "integration/v1",
};

/** The shop as it is registered: its approved baseline, and what its own proxy says that it runs now. */
export async function readShop(shopUrl: string, actionsFile: string) {
  const response = await fetch(new URL("/version", shopUrl), { signal: AbortSignal.timeout(10_000) });
  const { version, schema, config, policy } = Version.parse(await response.json());
  const repository = join(dirname(actionsFile), "config");
  const current = { release: version, configuration: config, policy, schema, tag: config };
  return {
    key: "storefront",
    name: "Storefront",
    publicName: "Online shop",
    ownerRole: "release-captain",
    environments: [
      {
        name: "production",
        baseline: { ...approved, ...contracts, sha: await commitOf(repository, approved.tag) },
        current: { ...current, ...contracts, sha: await commitOf(repository, config) },
      },
    ],
  };
}

/** The commit that a tag names in the shop's own repository. */
async function commitOf(repository: string, tag: string): Promise<string> {
  const { stdout } = await run("git", [
    "-c",
    "safe.directory=*",
    "-C",
    repository,
    "rev-parse",
    `${tag}^{commit}`,
  ]);
  return stdout.trim();
}
