import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { keyInForce } from "#lib/commands/anchors/key-in-force.ts";
import { isCheckpointStream, referencePattern, streamOf } from "#lib/domain/record/streams.ts";
import { settings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { signingKeyFile } from "#lib/platform/signing-key.ts";
import { exportBundle } from "#lib/queries/export-bundle.ts";
import { toldVerdict } from "#lib/verify/bundle/told.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import { readAnchorFiles } from "./anchor-files.ts";
import { readFlags } from "./flags.ts";

const Reference = z
  .string("expected a reference such as INC-2026-0042")
  .regex(referencePattern, "expected a reference such as INC-2026-0042");

/** Exit 0: the bundle was written. 1: it was, and does not verify, because its log does not. 2: it was not written. */
export async function exportToFile([reference, ...flags]: string[]): Promise<number> {
  const asked = Reference.safeParse(reference);
  if (!asked.success)
    throw new AppError(
      "invalid-input",
      "Which incident or checkpoint? Usage: export INC-2026-0001 [--out FILE] [--since FILE]",
    );
  const { out = `${asked.data}.bundle.zip`, since } = readFlags(flags, {
    out: z.string().min(1).optional(),
    since: z.string().min(1).optional(),
  });
  const [earlier] = since === undefined ? [] : await readAnchorFiles(since);
  const privateKey = await keyInForce(signingKeyFile(settings()));
  const stream = streamOf(asked.data);
  const made = await exportBundle(stream, privateKey, earlier?.text ?? null);
  const kind = isCheckpointStream(stream) ? "checkpoint" : "incident";
  if (made === null) throw new AppError("not-found", `There is no ${kind} ${asked.data}.`);
  // Told in full, because npm runs every command in the project's folder, wherever it was typed.
  const file = resolve(out);
  await write(file, made.archive);
  process.stdout.write(
    `${file}: ${made.entries} entries of ${asked.data}. It holds all words, also those for one party alone.${leftOutWords(made.leftOut)}\n`,
  );
  return tellWhatFails(made.archive);
}

/** Whoever hands it on is to know before whoever gets it; the bundle shows what the log is, so it is written all the same. */
function tellWhatFails(archive: Uint8Array): number {
  const verdict = verifyBundle(archive, null);
  if (verdict.verdict === "verified") return 0;
  const told = toldVerdict("It was written, and does not verify", verdict);
  process.stderr.write(told);
  return 1;
}

const leftOutWords = (leftOut: number) =>
  leftOut === 0
    ? ""
    : ` Not in it: ${leftOut} ${leftOut === 1 ? "file" : "files"} of evidence, too big, too many or gone; the log names the digests.`;

/** For its owner alone, because it holds what in the console one party alone may read; and never over another file. */
async function write(file: string, archive: Uint8Array): Promise<void> {
  await writeFile(file, archive, { flag: "wx", mode: 0o600 }).catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === "EEXIST" ? "there is a file of that name already" : cause.message;
    throw new AppError("invalid-input", `The bundle was not written: ${why}: ${file}`, { cause });
  });
}
