import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root } from "#scripts/root.ts";
import { consoleForJourneys } from "#scripts/testing/console-for-journeys.ts";

type Answered = { code: number; said: string };

/** Runs a verb of the `holdpoint` command line against the journeys' console. */
export const holdpoint = (...words: string[]): Promise<Answered> => holdpointWith({}, ...words);

/** The same with more settings. */
export async function holdpointWith(more: Record<string, string>, ...words: string[]): Promise<Answered> {
  const { url, dataDir } = consoleForJourneys();
  const env = { ...process.env, HOLDPOINT_DATA_DIR: dataDir, HOLDPOINT_URL: url, ...more };
  const options = { cwd: root, env, timeout: 30_000 };
  const args = ["--disable-warning=ExperimentalWarning", "scripts/holdpoint.ts", ...words];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, options);
    return { code: 0, said: stdout.trim() };
  } catch (error) {
    const { code, stdout = "", stderr = "" } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: code ?? -1, said: `${stdout}${stderr}`.trim() };
  }
}
