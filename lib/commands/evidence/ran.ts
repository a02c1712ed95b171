import { inOneLine, type RunSaid } from "#lib/domain/evidence/run-said.ts";
import type { PipelineRun } from "#lib/domain/evidence/shapes.ts";
import { refuse } from "#lib/domain/refusal.ts";
import { endOf } from "#lib/domain/whole-text.ts";
import { withoutColours } from "#lib/platform/colours.ts";
import type { Arrived } from "#lib/store/evidence/receive.ts";

/** What a pipeline ran, by which token it was told, and the output that came with it. */
export type Ran = { said: RunSaid; token: string; file: Arrived };

const longestWords = 8_000;

const legible = (bytes: Buffer) => withoutColours(bytes.toString("utf8")).replaceAll(/[^\P{Cc}\n\t]/gu, "");

/** What an entry says of a run: by whom it was told stands in it, what was kept of its output may be less than all. */
export function factsOfRun({ said, token, file }: Ran) {
  const { startedAt, endedAt, repository, branch, commit, isClean, output } = said;
  const run: PipelineRun = { token, startedAt, endedAt, repository, branch, commit, isClean, output };
  const shownIn = legible(file.tail);
  return { run, shownIn, output: endOf(shownIn, longestWords), command: inOneLine(said.command) };
}

/** A run ends after it starts, and an output that is said to be whole is the one that came. */
export function whyNotSo({ said, file }: Ran) {
  if (said.endedAt < said.startedAt) return refuse("invalid", null, "The run ended before it started.");
  const isWhole = said.output.bytes === file.bytes;
  return isWhole && said.output.sha256 !== file.sha256
    ? refuse("invalid", null, "The output that came is not the one whose digest was told.")
    : null;
}
