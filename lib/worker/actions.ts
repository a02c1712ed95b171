import { readFile } from "node:fs/promises";
import type { BaselineProbe } from "#lib/domain/checkpoint/baseline-probe.ts";
import { parseActionsFile, type RegisteredAction } from "#lib/domain/rollback/action.ts";
import { AppError } from "#lib/platform/errors.ts";
import { publishActions } from "#lib/store/registered-actions.ts";
import { databaseNow, withTransaction } from "#lib/store/transaction.ts";

export type ActionsFile = { actions: RegisteredAction[]; probes: BaselineProbe[] };

/** Reads the actions and probes that an administrator registered in this worker's configuration; none without a file. */
export async function readActionsFile(file: string | undefined): Promise<ActionsFile> {
  if (file === undefined) return { actions: [], probes: [] };
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new AppError("configuration", `HOLDPOINT_ACTIONS_FILE cannot be read: ${file}`, { cause });
  });
  const parsed = parseActionsFile(parseJson(text, file));
  if (parsed.ok) return parsed;
  const problems = parsed.problems.map((problem) => JSON.stringify(problem)).join("; ");
  throw new AppError("configuration", `HOLDPOINT_ACTIONS_FILE (${file}) is not as expected: ${problems}`);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("configuration", `HOLDPOINT_ACTIONS_FILE (${file}) is not JSON${placeIn(cause)}.`, {
      cause,
    });
  }
}

/** Tells the console what may run, so that a plan's preview shows the exact commands. */
export async function announceActions(actions: RegisteredAction[]): Promise<void> {
  await withTransaction(async (tx) => {
    const now = await databaseNow(tx);
    await publishActions(tx, actions, now);
  });
}

/** Where the text stops being JSON. Nothing of the text itself: a file with a slip in it may hold anything. */
function placeIn(cause: unknown): string {
  const place = cause instanceof Error ? /line \d+ column \d+/.exec(cause.message) : null;
  return place === null ? "" : `: look at ${place[0]}`;
}
