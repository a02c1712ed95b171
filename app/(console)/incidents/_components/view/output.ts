import type { LogLine } from "#components/ui/log-view.tsx";
import type { StepOutput } from "#lib/queries/room/view.ts";
import { type Outputs, outputKey } from "../live/room-log.ts";

/** Chunks that follow one another, and the number of the first line in them. */
type Stretch = { text: string; firstLine: number; begin: number; end: number };

/** A step's output as lines, numbered as in the whole of it. Chunks may end within a line; a hole among them is said. */
export function outputLines(
  outputs: Outputs,
  address: { run: string; step: string; attempt: number },
): LogLine[] {
  const lines: Omit<LogLine, "id">[] = [];
  for (const stretch of stretchesOf(outputs[outputKey(address)] ?? [])) {
    if (stretch.begin > 1) lines.push({ text: "… earlier output is not shown here …", number: null });
    const texts = stretch.text.split("\n");
    if (texts.at(-1) === "") texts.pop();
    lines.push(...texts.map((text, index) => ({ text, number: stretch.firstLine + index })));
  }
  return lines.map((line, id) => ({ id, ...line }));
}

function stretchesOf(chunks: readonly StepOutput[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { chunk, text, lastLine } of chunks) {
    const last = stretches.at(-1);
    if (last !== undefined && chunk === last.end + 1)
      Object.assign(last, { text: last.text + text, end: chunk });
    else
      stretches.push({ text, firstLine: lastLine - text.split("\n").length + 2, begin: chunk, end: chunk });
  }
  return stretches;
}
