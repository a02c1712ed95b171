import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** The folders that hold our own source. */
export const sourceFolders = ["app", "bench", "bin", "components", "demo", "e2e", "lib", "prisma", "scripts"];

const foreign = /(^|\/)(node_modules|generated|[.]next|[.]data)\//;

/** Paths of files below some folders of a checkout, relative to it, ours only. */
export function filesBelow(root: string, folders: string[], ending: RegExp): string[] {
  return folders
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !foreign.test(`/${path}`))
    .sort();
}

export const isTest = (path: string) => /[.]test[.]tsx?$/.test(path) || path.startsWith("e2e/");
