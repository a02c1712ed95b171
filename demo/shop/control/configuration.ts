import { commitAll, git, removeStaleLock, treeOf } from "../git.ts";
import { releaseTag } from "../shop-folder.ts";
import { askVersions, waitUntilSteady } from "./ask-shop.ts";
import { type Changing, change } from "./verb.ts";

export const rollbackConfiguration = change({ to: releaseTag }, (around, { to }) =>
  restoreConfiguration(around, to),
);

/** Puts the tag's tree back as a new commit on top, so that history keeps what was there. */
export async function restoreConfiguration({ folder, settings, say }: Changing, tag: string): Promise<void> {
  const repository = folder.configuration;
  if (removeStaleLock(repository)) say("removed the lock that a killed git left behind");
  const wanted = await treeOf(repository, `refs/tags/${tag}`).catch((cause) => {
    throw new Error(`the configuration has no tag ${tag}`, { cause });
  });
  await keepLooseEdits(repository, say);
  if ((await treeOf(repository, "HEAD")) === wanted) {
    say(`the configuration is the tree of ${tag} already`);
  } else {
    const changes = await git(repository, "diff", "--name-status", "HEAD", `refs/tags/${tag}`);
    for (const line of changes.split("\n")) say(`changes ${line.replace("\t", " ")}`);
    await git(repository, "read-tree", "--reset", "-u", `refs/tags/${tag}`);
    say(
      `committed ${await commitAll(repository, `Restore the configuration of ${tag}`)}: the tree of ${tag}`,
    );
  }
  const now = await treeOf(repository, "HEAD");
  if (now !== wanted) throw new Error(`the tree is ${now}, expected ${wanted}`);
  say(`tree ${wanted.slice(0, 12)} is in place`);
  await waitUntilSteady({ times: 5, withinSeconds: 10, what: `configuration ${tag} in use` }, async () => {
    const { config } = await askVersions(settings.proxyUrl);
    return config === tag ? null : `the shop still uses ${config}`;
  });
  say(`the running shop uses configuration ${tag}`);
}

async function keepLooseEdits(repository: string, say: (line: string) => void): Promise<void> {
  if ((await git(repository, "status", "--porcelain")) === "") return;
  const commit = await commitAll(repository, "Keep edits found before the rollback");
  say(`kept uncommitted edits as ${commit} before going back`);
}
