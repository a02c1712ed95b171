/** Writes docs/protocols: one page for each built-in pack, and none for a pack that is gone. */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pagesFolder, protocolPages } from "./check/protocol-pages.ts";
import { root } from "./root.ts";

const folder = join(root, pagesFolder);
const pages = protocolPages();
await mkdir(folder, { recursive: true });
for (const name of await readdir(folder)) {
  if (name.endsWith(".md") && !pages.has(name)) await rm(join(folder, name));
}
for (const [name, text] of pages) await writeFile(join(folder, name), text);
console.log(`${pages.size} pages written to ${pagesFolder}.`);
