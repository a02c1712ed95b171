import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { root } from "./root.ts";

/** Builds the verifier as one file that needs nothing but Node, for people who have no clone of ours. */
export async function buildVerifier(folder: string): Promise<string> {
  const file = join(folder, "holdpoint-verify.mjs");
  await rm(file, { force: true });
  const bundle = await rolldown({
    input: join(root, "bin", "verifier.ts"),
    cwd: root,
    platform: "node",
    logLevel: "warn",
  });
  await bundle.write({ file, format: "esm", banner: "#!/usr/bin/env node", codeSplitting: false });
  await bundle.close();
  await chmod(file, 0o755);
  return file;
}

if (import.meta.main) console.log(await buildVerifier(join(root, "dist")));
