import { readFile, stat } from "node:fs/promises";
import { z } from "zod";
import { type ActionTakes, actionProblems } from "#lib/domain/protocol/problems/actions.ts";
import { parseActionsFile } from "#lib/domain/rollback/action.ts";
import { AppError } from "#lib/platform/errors.ts";
import { checkPackText, problemSentence, told } from "#lib/platform/pack-text/check.ts";
import { mostBytes } from "#lib/platform/pack-text/read.ts";
import { readFlags } from "./flags.ts";

const exits = { good: 0, wrong: 1, unread: 2 } as const;

/** Exit 0: the file holds a pack that could be published. 1: what is wrong with it. 2: it could not be read. */
export async function checkProtocol([file, ...flags]: string[]): Promise<number> {
  if (file === undefined || file.startsWith("--")) {
    throw new AppError("invalid-input", "Which file? Usage: protocol check FILE [--actions FILE]");
  }
  const { actions } = readFlags(flags, { actions: z.string().min(1).optional() });
  const checked = checkPackText(await bytesOf(file));
  if (!checked.ok) return wrong(file, checked.problems.map(problemSentence));
  const { pack, lines } = checked;
  if (actions !== undefined) {
    const missing = actionProblems(pack, await actionsIn(actions));
    if (missing.length > 0)
      return wrong(
        file,
        missing.map((one) => problemSentence(told(one, lines))),
      );
  }
  process.stdout.write(
    `${file}: ${pack.title}, version ${pack.version} of ${pack.id}. Nothing is wrong with it.\n`,
  );
  return exits.good;
}

function wrong(file: string, sentences: string[]): number {
  const count = sentences.length === 1 ? "one problem" : `${sentences.length} problems`;
  process.stdout.write(`${file}: ${count}.\n${sentences.map((one) => `  ${one}\n`).join("")}`);
  return exits.wrong;
}

/** A file far too large is not even opened: its first bytes too many say enough. */
async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    return size > mostBytes ? new Uint8Array(Math.min(size, 64 * mostBytes)) : await readFile(file);
  } catch (cause) {
    throw new AppError("invalid-input", `The file cannot be read: ${file}`, { cause });
  }
}

async function actionsIn(file: string): Promise<ActionTakes[]> {
  const parsed = parseActionsFile(await jsonIn(file));
  if (!parsed.ok) throw new AppError("invalid-input", `These are no registered actions: ${file}`);
  return parsed.actions.map(({ id, parameters }) => ({ id, parameters: Object.keys(parameters) }));
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new AppError("invalid-input", `The registered actions cannot be read: ${file}`, { cause });
  }
}
