import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RunSaid } from "#lib/domain/evidence/run-said.ts";
import { AppError } from "#lib/platform/errors.ts";

/** Without `for` it is not known yet for what it is. */
const Said = RunSaid.partial({ for: true });
/** What is known of a hand-in before the command runs. */
export const KnownBefore = Said.omit({ exitCode: true, startedAt: true, endedAt: true, output: true });
export type HandIn = { said: ReturnType<(typeof Said)["parse"]>; output: Buffer };

/** A first line of JSON, then the output: what the door takes, and what lies in a file until it does. */
export const bytesOf = ({ said, output }: HandIn): Buffer =>
  Buffer.concat([Buffer.from(`${JSON.stringify(said)}\n`), output]);

/** Keeps a result that the console has not taken, or refused, for its owner alone. */
export async function keepForLater(one: HandIn, folder: string): Promise<string> {
  const file = join(folder, `holdpoint-run-${one.said.idempotencyKey.slice(0, 8)}.handin`);
  await writeFile(file, bytesOf(one), { flag: "wx", mode: 0o600 });
  return file;
}

export async function readKept(file: string): Promise<HandIn> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new AppError("invalid-input", `The file cannot be read: ${cause.message}`, { cause });
  });
  const end = bytes.indexOf(0x0a);
  try {
    const said = Said.parse(JSON.parse(bytes.subarray(0, end).toString("utf8")));
    return { said, output: bytes.subarray(end + 1) };
  } catch (cause) {
    throw new AppError("invalid-input", `${file} is no result that was kept by "holdpoint run".`, { cause });
  }
}
