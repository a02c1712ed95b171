import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { runNodeOrThrow } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";

type Say = (sentence: string) => void;

const sources = ["app", "components", "lib", "public", "prisma/schema"];
const files = ["proxy.ts", "next.config.ts", "postcss.config.mjs", "tsconfig.json", "package-lock.json"];
const notBuilt = /(^|\/)generated\/|[.]test[.]tsx?$/;

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function digestOf(paths: string[]): string {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths.filter((path) => existsSync(path)).sort()) {
    const content = readFileSync(path);
    hash.update(`\n${relative(root, path)} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

const isCurrent = (marker: string, digest: string) =>
  existsSync(marker) && readFileSync(marker, "utf8") === digest;

/** Makes the database client from prisma/schema when the schema differs from the one it was made from. */
export async function generateClient(say: Say): Promise<void> {
  const folder = join(root, "lib", "store", "generated");
  const marker = join(folder, ".digest");
  const digest = digestOf([...filesBelow(join(root, "prisma", "schema")), join(root, "package-lock.json")]);
  if (isCurrent(marker, digest)) return;
  say("Making the database client ...");
  await runNodeOrThrow("prisma generate", ["node_modules/prisma/build/index.js", "generate"], {
    cwd: root,
    // Any program does: generating needs no schema engine, but the command looks for one and would download it.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
    timeoutSeconds: 120,
  });
  await writeFile(marker, digest);
}

/** Builds the screens when a source differs from the last build. */
export async function buildScreens(say: Say): Promise<void> {
  const marker = join(root, ".next", "holdpoint-sources");
  const paths = sources.flatMap((folder) => filesBelow(join(root, folder)));
  const digest = digestOf([
    ...paths.filter((path) => !notBuilt.test(relative(root, path))),
    ...files.map((file) => join(root, file)),
  ]);
  if (isCurrent(marker, digest)) return;
  say("Building the screens (about half a minute) ...");
  await runNodeOrThrow("next build", ["node_modules/next/dist/bin/next", "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    timeoutSeconds: 600,
  });
  await writeFile(marker, digest);
}
