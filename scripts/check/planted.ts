/**
 * A small checkout in a temporary folder with the given files, so that a test can plant breaches and see
 * that each is caught. It shares our modules and our rules.
 */
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root as ownRoot } from "#scripts/root.ts";

const shared = ["package.json", "tsconfig.json", "eslint.config.mjs", "biome.json", ".gitignore"];

export async function withPlanted<T>(
  files: Record<string, string>,
  work: (root: string) => Promise<T> | T,
): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), "planted-"));
  try {
    for (const name of shared) await cp(join(ownRoot, name), join(root, name));
    await symlink(join(ownRoot, "node_modules"), join(root, "node_modules"));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
    return await work(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
