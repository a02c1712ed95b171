import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { badRelease, goodRelease, type ShopFolder } from "../shop-folder.ts";

export const workers = ["api-worker", "ingest-worker", "queue-consumer"] as const;
export const pages = ["admin-pages", "user-portal"] as const;

type Part = { name: string; kind: "worker" | "pages"; file: string; content: (version: string) => string };
const parts: Part[] = [
  ...workers.map((name) => ({
    name,
    kind: "worker" as const,
    file: "worker.json",
    content: (version: string) => `${JSON.stringify({ service: name, version })}\n`,
  })),
  ...pages.map((name) => ({
    name,
    kind: "pages" as const,
    file: "index.html",
    content: (version: string) =>
      `<!doctype html><title>${name}</title><main data-version="${version}">${name} ${version}</main>\n`,
  })),
];
const versionOf = (folder: ShopFolder, name: string, version: string) => join(folder.edge, name, version);

/** Every version stays published as it was: going back only points elsewhere. */
export function publishParts(folder: ShopFolder): void {
  for (const { name, kind, file, content } of parts) {
    for (const version of [goodRelease, badRelease]) {
      mkdirSync(versionOf(folder, name, version), { recursive: true });
      writeFileSync(join(versionOf(folder, name, version), file), content(version));
    }
    const active = join(folder.edge, name, kind === "worker" ? "pin" : "current");
    if (!existsSync(active)) pointAt(folder, name, badRelease);
  }
}

/** A worker's traffic follows the version that is pinned; a site's follows the folder that is current. */
export function pointAt(folder: ShopFolder, name: string, version: string): string | undefined {
  const part = partOf(name);
  if (!existsSync(join(versionOf(folder, name, version), part.file)))
    throw new Error(`${name} has no version ${version}; published are ${goodRelease} and ${badRelease}`);
  const before = activeVersion(folder, name);
  const isWorker = part.kind === "worker";
  const active = join(folder.edge, name, isWorker ? "pin" : "current");
  const beside = `${active}.new`;
  rmSync(beside, { force: true });
  if (isWorker) writeFileSync(beside, `${version}\n`);
  else symlinkSync(version, beside);
  renameSync(beside, active);
  return before;
}

/** What answers at a part's address now; nothing where there is no such part. */
export function answerOf(folder: ShopFolder, name: string): { type: string; body: string } | undefined {
  const part = parts.find((one) => one.name === name);
  const version = part && activeVersion(folder, name);
  if (!part || !version) return undefined;
  const type = part.kind === "worker" ? "application/json" : "text/html; charset=utf-8";
  return { type, body: readFileSync(join(versionOf(folder, name, version), part.file), "utf8") };
}

function activeVersion(folder: ShopFolder, name: string): string | undefined {
  const [pin, current] = [join(folder.edge, name, "pin"), join(folder.edge, name, "current")];
  if (partOf(name).kind === "worker") return existsSync(pin) ? readFileSync(pin, "utf8").trim() : undefined;
  return existsSync(current) ? basename(readlinkSync(current)) : undefined;
}

function partOf(name: string): Part {
  const part = parts.find((one) => one.name === name);
  if (part) return part;
  throw new Error(`there is no part ${name}`);
}
