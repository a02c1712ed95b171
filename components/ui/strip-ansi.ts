const esc = String.fromCharCode(27);
const bell = String.fromCharCode(7);
const controlStrings = new RegExp(`${esc}[\\]PX^_][^${bell}${esc}]*(?:${bell}|${esc}\\\\)?`, "gu");
const sequences = new RegExp(`${esc}(?:\\[[0-?]*[ -/]*[@-~]|[ -/]*[0-~])`, "gu");
const otherControls = /[^\P{Cc}\t]/gu;

/** One line of output as plain text: no colours, no cursor moves, no titles, no hidden control characters. */
export function stripAnsi(line: string): string {
  const lastWrite = line.slice(line.replace(/\r+$/u, "").lastIndexOf("\r") + 1);
  return lastWrite.replace(controlStrings, "").replace(sequences, "").replace(otherControls, "");
}
