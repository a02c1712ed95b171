import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { documentOf } from "#lib/domain/protocol/document/document.ts";
import { markdownOf } from "#lib/domain/protocol/document/markdown.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { builtInPacks } from "#lib/protocols/index.ts";

export const pagesFolder = join("docs", "protocols");

/** The page of each built-in pack, by its file's name, made from the model that the screen is made from. */
export function protocolPages(): Map<string, string> {
  return new Map(
    builtInPacks.map((source) => {
      const parsed = parsePack(source);
      if (!parsed.ok)
        throw new Error(`${source.id}: ${parsed.problems[0]?.path} ${parsed.problems[0]?.message}`);
      return [`${source.id}.md`, markdownOf(documentOf(parsed.pack))];
    }),
  );
}

/** Pages that no longer say what their pack says, packs without a page, and pages without a pack. */
export function findStaleProtocolPages(root: string): string[] {
  const folder = join(root, pagesFolder);
  const pages = protocolPages();
  const there = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".md")) : [];
  const stale = [...pages]
    .filter(([name, text]) => textOf(join(folder, name)) !== text)
    .map(([name]) => name);
  const orphaned = there.filter((name) => !pages.has(name));
  return [...stale, ...orphaned].map(
    (name) => `${pagesFolder}/${name} is not what its pack says now: npm run docs:protocols`,
  );
}

const textOf = (path: string): string | null => (existsSync(path) ? readFileSync(path, "utf8") : null);
