import { basename, dirname } from "node:path/posix";
import { carryOut } from "./deed.ts";
import type { Execution, ExecutionContext } from "./execution.ts";
import { doGit } from "./git.ts";

export type Target = { repository: string; branch: string; author: string; path: string };

const timeoutSeconds = 120;

/** Brings one file of the console's own into a repository, as one commit on a branch and never by force. */
export function bringFile(
  { path, ...target }: Target,
  text: string,
  context: Omit<ExecutionContext, "record">,
): Promise<Execution> {
  const record = async () => ({ name: basename(path), text });
  // Which kind of record it is asked for makes no difference: there is this one file.
  const operation = { do: "commit-record", record: "decision-log", folder: dirname(path) } as const;
  return carryOut(timeoutSeconds, { ...context, record }, (deed) =>
    doGit({ executor: "git", timeoutSeconds, ...target, operation }, deed),
  );
}
