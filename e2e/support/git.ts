import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "#scripts/root.ts";

const run = promisify(execFile);

export type Push = { accepted: boolean; said: string };
type Pusher = { actor?: string; options?: string[] };

/** A bare repository whose hook asks a console, and a checkout that pushes to it. */
export type GuardedRepository = {
  /** Commits once more and pushes it to main. */
  push: (by?: Pusher) => Promise<Push>;
  /** How many commits main has in the bare repository. */
  commits: () => Promise<number>;
  configure: (name: string, value: string) => Promise<void>;
  remove: () => Promise<void>;
};

type Guard = { url: string; token: string; service: string; environment: string; action: string };

export async function guardedRepository(guard: Guard): Promise<GuardedRepository> {
  const folder = await mkdtemp(join(tmpdir(), "holdpoint-git-"));
  const [bare, work] = [join(folder, "bare.git"), join(folder, "work")];
  const git = (args: string[], more: Record<string, string> = {}) => {
    const { REMOTE_USER: _, GL_USER: __, ...env } = process.env;
    return run("git", args, { env: { ...env, ...more }, timeout: 60_000 });
  };
  await git(["init", "--quiet", "--bare", "--initial-branch=main", bare]);
  await cp(join(root, "docs", "examples", "pre-receive"), join(bare, "hooks", "pre-receive"));
  await writeFile(join(folder, "token"), guard.token, { mode: 0o600 });
  const configure = async (name: string, value: string) => {
    await git(["-C", bare, "config", name, value]);
  };
  const { url, service, environment, action } = guard;
  const settings = { home: root, tokenFile: join(folder, "token"), url, service, environment, action };
  for (const [name, value] of Object.entries(settings)) await configure(`holdpoint.${name}`, value);
  await configure("receive.advertisePushOptions", "true");
  await git(["clone", "--quiet", bare, work]);
  const author = ["-c", "user.name=Author", "-c", "user.email=author@example.com"];
  return {
    push: async ({ actor, options = [] } = {}) => {
      await git(["-C", work, ...author, "commit", "--quiet", "--allow-empty", "-m", "A change"]);
      const asked = options.flatMap((option) => ["-o", option]);
      const who = actor === undefined ? {} : { REMOTE_USER: actor };
      try {
        const { stderr } = await git(["-C", work, "push", ...asked, "origin", "HEAD:main"], who);
        return { accepted: true, said: stderr };
      } catch (error) {
        await git(["-C", work, "reset", "--quiet", "--soft", "HEAD~1"]).catch(() => undefined);
        return { accepted: false, said: (error as { stderr?: string }).stderr ?? String(error) };
      }
    },
    commits: async () => {
      const { stdout } = await git(["-C", bare, "rev-list", "--count", "--all"]);
      return Number(stdout.trim());
    },
    configure,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
