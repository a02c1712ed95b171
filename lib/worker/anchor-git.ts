import { bringFile } from "#lib/executors/bring-file.ts";
import { readText } from "#lib/platform/growing-file.ts";
import { lastAnchorHead } from "#lib/store/anchors.ts";
import type { Worker } from "./context.ts";
import { TryAgainLater } from "./tell-person.ts";

/** Commits the anchor file as it is now to the repository that keeps it, and pushes; the queue tries again where it fails. */
export async function pushAnchors(worker: Worker): Promise<void> {
  const { anchorGit, mailFrom } = worker.settings;
  if (anchorGit === undefined) return;
  const [head, text] = [await lastAnchorHead(), await readText(worker.anchors.file.path)];
  // The file follows the commit that asked for this, and may not hold it yet.
  if (head === null || !text.includes(JSON.stringify(head.note)))
    throw new TryAgainLater("the file is behind");
  const target = {
    repository: anchorGit.address,
    branch: anchorGit.branch,
    author: /^[^<>]+ <[^<>\s]+>$/.test(mailFrom) ? mailFrom : `Holdpoint <${mailFrom}>`,
    path: "anchors/anchors.ndjson",
  };
  const { outcome, summary } = await bringFile(target, text, {
    http: worker.http,
    signal: worker.ending,
    secrets: [],
    onOutput: () => undefined,
  });
  if (outcome !== "succeeded") throw new TryAgainLater(`the anchors were not pushed: ${summary}`);
}
