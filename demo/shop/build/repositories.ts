import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commitAll, git } from "../git.ts";
import { badRelease, goodRelease, type ShopFolder } from "../shop-folder.ts";

type Files = Record<string, unknown>;

const configurations: Record<string, Files> = {
  [goodRelease]: {
    "storefront.json": {
      tag: `v${goodRelease}`,
      greeting: "Everything for a day outside.",
      currency: "EUR",
      latestOrders: 20,
    },
    "limits.json": { requestsPerMinute: 600, burst: 60 },
  },
  [badRelease]: {
    "storefront.json": {
      tag: `v${badRelease}`,
      greeting: "Now with discounts on marked items.",
      currency: "EUR",
      latestOrders: 20,
    },
    "discounts.json": { isShown: true, label: "Discount" },
  },
};

export async function buildConfiguration(folder: ShopFolder): Promise<void> {
  const repository = folder.configuration;
  await startRepository(repository);
  for (const [version, files] of Object.entries(configurations)) {
    await git(repository, "rm", "-r", "--quiet", "--ignore-unmatch", ".");
    writeFiles(repository, files);
    await commitAll(repository, `Configuration of release ${version}`);
    await git(repository, "tag", `v${version}`);
  }
}

export async function buildConsumer(folder: ShopFolder): Promise<void> {
  await startRepository(folder.consumer);
  writeFiles(folder.consumer, { "pin.json": { producer: "storefront", tag: `v${badRelease}` } });
  await commitAll(folder.consumer, `Pin storefront to v${badRelease}`);
}

export async function buildPlatform(folder: ShopFolder): Promise<void> {
  await startRepository(folder.platform);
  mkdirSync(join(folder.platform, "docs", "review"), { recursive: true });
  writeFileSync(join(folder.platform, "docs", "review", "README.md"), "# Reviews\n\nOne file an incident.\n");
  await commitAll(folder.platform, "A place for reviews");
}

/** A repository that is pushed to, with a first commit, because a branch without one cannot be cloned. */
export async function buildRecords(repository: string): Promise<void> {
  rmSync(repository, { recursive: true, force: true });
  mkdirSync(repository, { recursive: true });
  await git(repository, "init", "--quiet", "--bare", "--initial-branch", "main", ".");
  const tree = await git(repository, "hash-object", "-t", "tree", "-w", "/dev/null");
  const commit = await git(repository, "commit-tree", tree, "-m", "A place for decisions");
  await git(repository, "update-ref", "refs/heads/main", commit);
}

export function isRepository(path: string): boolean {
  return existsSync(join(path, ".git", "HEAD"));
}

async function startRepository(path: string): Promise<void> {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  await git(path, "init", "--quiet", "--initial-branch", "production", ".");
}

function writeFiles(repository: string, files: Files): void {
  mkdirSync(repository, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(repository, name), `${JSON.stringify(content, null, 2)}\n`);
  }
}
