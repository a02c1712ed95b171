import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { filesBelow } from "./source-files.ts";

const named = /`([\w.@()[\]-]+\/[\w.@/()[\]-]*)`/g;
const linked = /\]\(([^)\s#]+)(?:#[^)]*)?\)/g;
const outside = /^([a-z]+:|\/|#)/;

/** A path is meant when its first part is something at the top of the checkout, or was until it was removed. */
const ourTop = /^([.]ci|app|bench|bin|components|demo|docs|e2e|lib|prisma|scripts)\//;

/** Documents that name a file or folder which is not there. */
export function findDeadPaths(root: string): string[] {
  const top = readdirSync(root).filter((name) => name.endsWith(".md"));
  return [...top, ...filesBelow(root, ["docs"], /[.]md$/)].flatMap((document) => {
    const text = readFileSync(join(root, document), "utf8").replace(/^```[\s\S]*?^```/gm, "");
    const inCode = [...text.matchAll(named)].map(([, path = ""]) => path).filter((path) => ourTop.test(path));
    const inLinks = [...text.matchAll(linked)]
      .map(([, path = ""]) => path)
      .filter((path) => !outside.test(path))
      .map((path) => normalize(join(dirname(document), path)));
    return [...new Set([...inCode, ...inLinks])]
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${document} names ${path}, which does not exist.`);
  });
}
