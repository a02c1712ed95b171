import { execFile } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const author = { name: "Storefront deploy", email: "deploy@storefront.example.com" };
// A machine's own git settings (signing, hooks, templates) must not decide whether a rollback works.
const environment = {
  PATH: process.env.PATH || "/usr/local/bin:/usr/bin:/bin",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_SYSTEM: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: author.name,
  GIT_AUTHOR_EMAIL: author.email,
  GIT_COMMITTER_NAME: author.name,
  GIT_COMMITTER_EMAIL: author.email,
};

export async function git(repository: string, ...words: string[]): Promise<string> {
  const argv = ["-C", repository, "-c", `safe.directory=${repository}`, ...words];
  try {
    const { stdout } = await run("git", argv, {
      env: environment as unknown as NodeJS.ProcessEnv,
      timeout: 30_000,
    });
    return stdout.trim();
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim();
    throw new Error(`git ${words[0]} in ${repository} failed: ${said || (cause as Error).message}`, {
      cause,
    });
  }
}

export function treeOf(repository: string, revision: string): Promise<string> {
  return git(repository, "rev-parse", "--verify", "--quiet", `${revision}^{tree}`);
}

/** Only the holder of the shop's operation lease calls this: then a lock file is the trace of a killed git. */
export function removeStaleLock(repository: string): boolean {
  const lock = join(repository, ".git", "index.lock");
  if (!existsSync(lock)) return false;
  rmSync(lock);
  return true;
}

export async function commitAll(repository: string, message: string): Promise<string> {
  await git(repository, "add", "--all");
  await git(repository, "commit", "--quiet", "--no-verify", "--message", message);
  return git(repository, "rev-parse", "--short", "HEAD");
}
