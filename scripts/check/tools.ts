import { join } from "node:path";
import { run } from "#scripts/process/run.ts";
import { root as ownRoot } from "#scripts/root.ts";

const inModules = (...path: string[]) => join(ownRoot, "node_modules", ...path);

const colour = process.stdout.isTTY ? { FORCE_COLOR: "1" } : { FORCE_COLOR: undefined, NO_COLOR: "1" };

async function tool(root: string, args: string[]): Promise<string[]> {
  const { code, output } = await run(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...colour, NEXT_TELEMETRY_DISABLED: "1" },
    timeoutSeconds: 300,
  });
  return code === 0 ? [] : [output.trim() || `exit code ${code}`];
}

/** Format, imports and general lint. */
export const biome = (root: string) =>
  tool(root, [inModules("@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings", "."]);

/** Purity of the domain, exhaustive switches, caps on files and functions. */
export const eslint = (root: string) =>
  tool(root, [inModules("eslint", "bin", "eslint.js"), "--max-warnings", "0", "."]);

/** The types of everything, after Next has written those of its routes. */
export async function types(root: string): Promise<string[]> {
  const routes = await tool(root, [inModules("next", "dist", "bin", "next"), "typegen"]);
  return routes.length > 0 ? routes : tool(root, [inModules("typescript", "bin", "tsc"), "-p", "."]);
}

/** Code, exports and dependencies that nothing uses. */
export const knip = (root: string) => tool(root, [inModules("knip", "bin", "knip.js"), "--no-progress"]);
