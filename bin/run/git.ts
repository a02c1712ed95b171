import { spawnSync } from "node:child_process";
import { beginningOf } from "#lib/domain/whole-text.ts";

export type Folder = {
  repository: string | null;
  branch: string | null;
  commit: string | null;
  isClean: boolean | null;
};

/** Who signs in with an address that carries a password does not hand it in. */
const withoutPassword = (address: string) => address.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^@/]*@/i, "$1");

/** What is looked at for changes: all of the repository but the results that we keep in it for later. */
const paths = ["--", ":/", ":(top,exclude,glob)**/holdpoint-run-*.handin"];

/** Where a working folder stands before the command runs; all null where it is none of git. */
export function readFolder(folder: string): Folder {
  const ask = (...args: string[]): string | null => {
    const { status, stdout } = spawnSync("git", args, { cwd: folder, encoding: "utf8", timeout: 20_000 });
    return status === 0 ? stdout.trim() : null;
  };
  const commit = ask("rev-parse", "--verify", "HEAD");
  if (commit === null) return { repository: null, branch: null, commit: null, isClean: null };
  const address = ask("config", "--get", "remote.origin.url");
  const changes = ask("status", "--porcelain", "--untracked-files=normal", ...paths);
  return {
    repository: address === null ? null : beginningOf(withoutPassword(address), 300),
    branch: ask("symbolic-ref", "--short", "--quiet", "HEAD"),
    commit,
    isClean: changes === null ? null : changes === "",
  };
}
