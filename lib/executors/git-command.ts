import type { FilledAction } from "#lib/domain/rollback/actions/resolved.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import { executeCommand } from "./command.ts";
import { type Deed, Ended, failed, neverStarted } from "./deed.ts";

/** Where a repository is, and by what it is let in. */
export type GitPlace = Pick<FilledAction<"git">, "repository" | "author" | "tokenFrom" | "sshKeyFile">;
export type GitResult = { exitCode: number | null; text: string };
export type Git = {
  folder: string;
  run: (words: readonly string[]) => Promise<GitResult>;
  /** The output of a command that must succeed. */
  must: (words: readonly string[], what: string) => Promise<string>;
  in: (folder: string) => Git;
};

/** Nothing of the machine's or the repository's own settings has a say, and no hook or helper of theirs is run. */
const settings = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.symlinks=false",
  "core.pager=cat",
  "credential.helper=",
  "protocol.allow=never",
  "protocol.file.allow=always",
  "protocol.https.allow=always",
  "protocol.ssh.allow=always",
  "advice.detachedHead=false",
].flatMap((setting) => ["-c", setting]);

/** Git as an argument list, in the same containment as every other command. */
export async function openGit(action: GitPlace, folder: string, deed: Deed): Promise<Git> {
  const environment = { ...environmentOf(action, deed), HOME: folder };
  const open = (cwd: string): Git => {
    const run = async (words: readonly string[]): Promise<GitResult> => {
      const pieces: string[] = [];
      const ended = await executeCommand({
        argv: ["git", ...settings, ...words],
        cwd,
        environment,
        timeoutSeconds: Math.max(deed.secondsLeft(), 0.1),
        signal: deed.context.signal,
        hold: deed.context.hold,
        secrets: [],
        onOutput: ({ text }) => pieces.push(text),
      });
      if (!ended.hasStarted && ended.outcome === "failed") throw neverStarted(ended.summary);
      if (ended.outcome === "timed-out" || ended.outcome === "cancelled")
        throw new Ended(ended.outcome, `git ${words[0]} was stopped`, words[0] === "push");
      return { exitCode: ended.exitCode, text: pieces.join("") };
    };
    const must = async (words: readonly string[], what: string): Promise<string> => {
      const { exitCode, text } = await run(words);
      if (exitCode !== 0)
        throw failed(`${what}: git ${words[0]} ended with ${exitCode}: ${beginningOf(text, 500).trim()}`);
      return text;
    };
    return { folder: cwd, run, must, in: open };
  };
  return open(folder);
}

function environmentOf({ author, tokenFrom, sshKeyFile, repository }: GitPlace, deed: Deed) {
  const [, name = "", mail = ""] = /^(.*) <(.*)>$/.exec(author) ?? [];
  const shared = {
    GIT_TERMINAL_PROMPT: "0",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: mail,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: mail,
    GIT_SSH_COMMAND: sshCommand(sshKeyFile),
  };
  if (tokenFrom === undefined) return shared;
  if (!repository.startsWith("https://")) throw neverStarted("a token goes over https only");
  const basic = Buffer.from(`x-access-token:${deed.secret(tokenFrom)}`).toString("base64");
  deed.hide(basic);
  // In a variable, because every user of the machine may read an argument list.
  return {
    ...shared,
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `http.${new URL(repository).origin}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
  };
}

const sshCommand = (keyFile: string | undefined): string =>
  [
    "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes",
    ...(keyFile === undefined ? [] : [`-o IdentitiesOnly=yes -i ${keyFile}`]),
  ].join(" ");
