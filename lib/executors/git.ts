import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isSafeRef } from "#lib/domain/rollback/actions/local.ts";
import type { FilledAction } from "#lib/domain/rollback/actions/resolved.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import { type Deed, failed, neverStarted } from "./deed.ts";
import { type Git, openGit } from "./git-command.ts";

type Action = FilledAction<"git">;
const mostTries = 3;

/**
 * Moves a branch by one commit, in a clone of its own that is thrown away: never by force, so a push that came in
 * between makes it begin anew. A branch that is already so is left alone.
 */
export async function doGit(action: Action, deed: Deed): Promise<string> {
  const { branch, operation } = action;
  for (const name of operation.do === "restore" ? [branch, operation.tag] : [branch])
    if (!isSafeRef(name)) throw neverStarted(`${name} is not a plain branch or tag`);
  const folder = await mkdtemp(join(tmpdir(), "holdpoint-git-"));
  try {
    for (let tried = 1; ; tried += 1) {
      const clone = join(folder, String(tried));
      const git = await openGit(action, folder, deed);
      await git.must(["clone", "--quiet", "--branch", branch, "--", action.repository, clone], "the clone");
      const done = await commitAndPush(action, git.in(clone), deed);
      if (done !== null) return done;
      if (tried === mostTries) throw failed(`${branch} moved on each time that it was pushed to`);
      deed.say(`${branch} has moved on; begun anew`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What was done, or null where somebody else's push came first. */
async function commitAndPush(action: Action, git: Git, deed: Deed): Promise<string | null> {
  const { branch, operation } = action;
  const subject =
    operation.do === "restore"
      ? await restore(operation, git, deed)
      : await bringRecord(operation, git, deed);
  const staged = await git.run(["diff", "--cached", "--quiet", "--exit-code"]);
  if (staged.exitCode === 0) return `${branch} is so already; nothing to commit`;
  const message = [subject, "", trailerOf(deed)].join("\n").trimEnd();
  await git.must(["commit", "--quiet", "--no-verify", "--no-gpg-sign", "-m", message], "the commit");
  const commit = (await git.must(["rev-parse", "HEAD"], "the commit")).trim();
  deed.say(`commit ${commit}: ${subject}`);
  const pushed = await git.run(["push", "--quiet", "--porcelain", "origin", `HEAD:refs/heads/${branch}`]);
  const there = (await git.must(["ls-remote", "origin", `refs/heads/${branch}`], "the branch")).split(
    /\s/,
  )[0];
  if (there === commit) return `${branch} is at ${commit}`;
  if (/\[rejected\]|fetch first|non-fast-forward|cannot lock ref/.test(pushed.text)) return null;
  throw failed(`the push was refused: ${beginningOf(pushed.text, 500).trim()}`);
}

/** The paths exactly as the tag has them, files that came later taken away. */
async function restore(
  { tag, commit, paths }: Extract<Action["operation"], { do: "restore" }>,
  git: Git,
  deed: Deed,
): Promise<string> {
  const found = await git.run([
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `refs/tags/${tag}^{commit}`,
  ]);
  const pinned = found.text.trim();
  if (found.exitCode !== 0 || pinned === "") throw failed(`there is no tag ${tag}`);
  if (commit !== undefined && commit !== pinned)
    throw failed(`tag ${tag} is commit ${pinned}, not ${commit}`);
  deed.say(`tag ${tag} is commit ${pinned}`);
  await git.must(
    ["restore", `--source=${pinned}`, "--staged", "--worktree", "--", ...paths],
    `${paths.join(", ")} of ${tag}`,
  );
  return `Set ${paths.join(", ")} to ${tag}`;
}

async function bringRecord(
  { record, folder }: Extract<Action["operation"], { do: "commit-record" }>,
  git: Git,
  deed: Deed,
): Promise<string> {
  const file = await deed.context.record?.(record);
  if (file === undefined) throw neverStarted("there is no incident whose record could be brought");
  const path = `${folder}/${file.name}`;
  await mkdir(dirname(join(git.folder, path)), { recursive: true });
  await writeFile(join(git.folder, path), file.text);
  await git.must(["add", "--", path], "the file");
  return `Add ${path}`;
}

function trailerOf({ context: { environment = {} } }: Deed): string {
  const { HOLDPOINT_INCIDENT: incident, HOLDPOINT_ATTEMPT: attempt } = environment;
  return [incident && `Incident: ${incident}`, attempt && `Attempt: ${attempt}`].filter(Boolean).join("\n");
}
