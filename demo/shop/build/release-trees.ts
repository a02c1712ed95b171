import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { badRelease, goodRelease, type ShopFolder } from "../shop-folder.ts";

const sources = join(import.meta.dirname, "..", "releases");
const dependencies = join(import.meta.dirname, "..", "..", "..", "node_modules");

/** Publishes both releases as trees of their own, each with the digests it was published with. */
export function publishReleases(folder: ShopFolder): void {
  for (const version of [goodRelease, badRelease]) {
    const tree = folder.release(version);
    rmSync(tree, { recursive: true, force: true });
    mkdirSync(tree, { recursive: true });
    cpSync(join(sources, "storefront"), join(tree, "storefront"), { recursive: true });
    cpSync(join(sources, version), join(tree, "release"), { recursive: true });
    writeFileSync(
      join(tree, "package.json"),
      `${JSON.stringify({ name: "storefront", version, type: "module" })}\n`,
    );
    symlinkSync(dependencies, join(tree, "node_modules"));
    writeFileSync(folder.releaseDigests(version), digestLines(tree));
  }
}

/** The files that no longer agree with the published digests; none means the tree is the published one. */
export function changedReleaseFiles(folder: ShopFolder, version: string): string[] {
  const list = folder.releaseDigests(version);
  if (!existsSync(list)) return [`no digests were published for release ${version}`];
  const published = readFileSync(list, "utf8").trim().split("\n");
  const found = digestLines(folder.release(version)).trim().split("\n");
  const differing = [
    ...published.filter((line) => !found.includes(line)),
    ...found.filter((line) => !published.includes(line)),
  ];
  return [...new Set(differing.map((line) => line.split("  ")[1] ?? line))];
}

export function releaseDigest(folder: ShopFolder, version: string): string {
  return sha256(readFileSync(folder.releaseDigests(version)));
}

function digestLines(tree: string): string {
  const parts = ["release", "storefront"].flatMap((part) =>
    readdirSync(join(tree, part)).map((name) => join(tree, part, name)),
  );
  const files = [join(tree, "package.json"), ...parts].sort();
  return files.map((file) => `${sha256(readFileSync(file))}  ${relative(tree, file)}\n`).join("");
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
