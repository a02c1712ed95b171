import { join } from "node:path";
import { z } from "zod";
import { run } from "#scripts/process/run.ts";
import { root as ownRoot } from "#scripts/root.ts";
import { filesBelow, sourceFolders } from "./source-files.ts";

const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
        comment: z.string().optional(),
        cycle: z.array(z.object({ name: z.string() })).optional(),
        via: z.array(z.object({ name: z.string() })).optional(),
      }),
    ),
    ruleSetUsed: z.object({
      forbidden: z.array(z.object({ name: z.string(), comment: z.string() })),
    }),
  }),
});

/**
 * Breaches of the import rules of .dependency-cruiser.cjs, and every source file that the tool did not
 * read: one that cannot read our TypeScript reports nothing and would look like a clean house.
 */
export async function findFloorBreaches(root: string): Promise<string[]> {
  const files = filesBelow(root, sourceFolders, /[.]tsx?$/);
  const folders = [...new Set(files.map((file) => file.split("/")[0] ?? file))];
  const tool = join(ownRoot, "node_modules", "dependency-cruiser", "bin", "dependency-cruiser.mjs");
  const config = join(ownRoot, ".dependency-cruiser.cjs");
  const { output } = await run(process.execPath, [tool, "--config", config, "-T", "json", ...folders], {
    cwd: root,
    timeoutSeconds: 120,
  });
  if (!output.startsWith("{")) return [`dependency-cruiser did not answer: ${output.slice(0, 500)}`];
  const { modules, summary } = report.parse(JSON.parse(output));
  const read = new Set(modules.map(({ source }) => source));
  const unread = files.filter((file) => !read.has(file) && !file.endsWith(".d.ts"));
  const comments = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
  const breaches = summary.violations.map(({ from, to, rule, cycle, via }) => {
    const way = [...(cycle ?? via ?? []).map(({ name }) => name)];
    const detour = way.length > 1 ? ` (${way.join(" → ")})` : "";
    return `${from} → ${to}${detour}\n    ${rule.name}: ${comments.get(rule.name) ?? ""}`;
  });
  return [...breaches, ...unread.map((file) => `${file} was not read, so no rule holds it.`)];
}
