import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import { checkpointDocumentOf } from "#lib/domain/protocol/document/checkpoint.ts";
import { documentOf } from "#lib/domain/protocol/document/document.ts";
import { markdownOf } from "#lib/domain/protocol/document/markdown.ts";
import type { PackProblem } from "#lib/domain/protocol/pack-problem.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { builtInCheckpointPacks, builtInPacks } from "#lib/protocols/index.ts";

export const pagesFolder = join("docs", "protocols");

/** The page of each built-in pack, by its file's name, made from the model that the screen is made from. */
export function protocolPages(): Map<string, string> {
  const documents = [
    ...builtInPacks.map((source) => documentOf(packOf(source.id, parsePack(source)))),
    ...builtInCheckpointPacks.map((source) =>
      checkpointDocumentOf(packOf(source.id, parseCheckpointPack(source))),
    ),
  ];
  return new Map(documents.map((document) => [`${document.id}.md`, markdownOf(document)]));
}

type Parsed<P> = { ok: true; pack: P } | { ok: false; problems: PackProblem[] };

function packOf<P>(id: string, parsed: Parsed<P>): P {
  if (parsed.ok) return parsed.pack;
  throw new Error(`${id}: ${parsed.problems[0]?.path} ${parsed.problems[0]?.message}`);
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
