import type { LogLine } from "#components/ui/log-view.tsx";
import { type Outputs, outputKey } from "../live/room-log.ts";

/** A step's output as lines. Chunks may end in the middle of a line; a hole among them is said. */
export function outputLines(
  outputs: Outputs,
  address: { run: string; step: string; attempt: number },
): LogLine[] {
  const chunks = outputs[outputKey(address)] ?? [];
  let text = "";
  let expected = 1;
  for (const { chunk, text: part } of chunks) {
    if (chunk !== expected)
      text += `${text === "" || text.endsWith("\n") ? "" : "\n"}… earlier output is not shown here …\n`;
    text += part;
    expected = chunk + 1;
  }
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line, index) => ({ id: index, text: line }));
}
