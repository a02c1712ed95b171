import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BaselineProbe } from "#lib/domain/checkpoint/baseline-probe.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import { carryOut, type Deed, failed } from "./deed.ts";
import type { ExecutionContext } from "./execution.ts";
import { openGit } from "./git-command.ts";
import { filledHeaders } from "./http.ts";
import { valueAt } from "./judge-answer.ts";

/** What was read, null where it is gone; or why nothing is known of it. */
export type Reading = { ok: true; value: string | null } | { ok: false; why: string };
type From<Kind extends BaselineProbe["from"]["kind"]> = Extract<BaselineProbe["from"], { kind: Kind }>;

/** Reads one value once. No answer is no value: only what answered and does not have it says that it is gone. */
export async function readValue(probe: BaselineProbe, context: ExecutionContext): Promise<Reading> {
  let value: string | null = null;
  const ended = await carryOut(probe.timeoutSeconds, context, async (deed) => {
    value = probe.from.kind === "git" ? await fromGit(probe.from, deed) : await fromHttp(probe.from, deed);
    return value ?? "gone";
  });
  return ended.outcome === "succeeded"
    ? { ok: true, value }
    : { ok: false, why: beginningOf(ended.summary, 300) };
}

async function fromGit({ repository, commitOf, newestTag, ...access }: From<"git">, deed: Deed) {
  const folder = await mkdtemp(join(tmpdir(), "holdpoint-probe-"));
  try {
    const git = await openGit(
      { repository, author: "Holdpoint <holdpoint@localhost>", ...access },
      folder,
      deed,
    );
    const list = async (...words: string[]) =>
      (await git.must(["ls-remote", ...words], "the repository's list"))
        .split("\n")
        .map((line) => line.split("\t"));
    if (newestTag !== undefined) {
      const lines = await list(
        "--tags",
        "--refs",
        "--sort=-version:refname",
        "--",
        repository,
        `refs/tags/${newestTag}`,
      );
      return lines[0]?.[1]?.replace(/^refs\/tags\//, "") ?? null;
    }
    const lines = await list("--", repository, ...namesOf(commitOf ?? ""));
    const commitAt = (name: string) => lines.find(([, found]) => found === name)?.[0];
    return (
      namesOf(commitOf ?? "")
        .map(commitAt)
        .find((commit) => commit !== undefined) ?? null
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A tag before a branch of the same name, and the commit that an annotated tag stands on before the tag itself. */
const namesOf = (name: string) => [`refs/tags/${name}^{}`, `refs/tags/${name}`, `refs/heads/${name}`];

async function fromHttp({ url, headers, path }: From<"http">, deed: Deed): Promise<string> {
  const answer = await deed.ask({ method: "GET", url, headers: filledHeaders(headers, deed) });
  if (answer.status !== 200) throw failed(`expected status 200, got ${answer.status}`);
  if (answer.bodyIs !== "whole") throw failed("the answer did not arrive whole");
  const found = path === undefined ? answer.body.trim() : valueAt(jsonOf(answer.body), path);
  if (!["string", "number", "boolean"].includes(typeof found))
    throw failed(`the answer has no single value at ${path}`);
  const text = String(found);
  if (text === "" || text.length > 200 || /\p{C}/u.test(text))
    throw failed("expected a value of 1 to 200 characters on one line");
  return text;
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw failed("the answer is not JSON");
  }
}
