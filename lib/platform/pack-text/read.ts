import type { PackProblem } from "#lib/domain/protocol/pack-problem.ts";
import { scanJson } from "./json.ts";
import type { Lines } from "./place.ts";
import { readYaml } from "./yaml.ts";

/** Nine times the largest pack that the console ships. */
export const mostBytes = 256 * 1024;

export type ReadText =
  | { ok: true; value: unknown; lines: Lines }
  | { ok: false; problems: PackProblem[]; lines: Lines };

const refused = (message: string): ReadText => ({
  ok: false,
  problems: [{ path: "", message }],
  lines: new Map(),
});

/** A pack's text, JSON or YAML, as plain data with the line of each place. Its cost is bounded by the size alone. */
export function readPackText(bytes: Uint8Array): ReadText {
  if (bytes.byteLength > mostBytes) {
    return refused(`The file has ${kibibytes(bytes.byteLength)}; expected at most ${kibibytes(mostBytes)}.`);
  }
  const text = decoded(bytes);
  if (text === null) return refused("The file is not text; expected JSON or YAML in UTF-8.");
  if (text.trim() === "") return refused("The file is empty; expected a pack in JSON or YAML.");
  return text.trimStart().startsWith("{") ? readJson(text) : readPlainYaml(text);
}

const kibibytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function readJson(text: string): ReadText {
  const value = parsedJson(text);
  if (value instanceof SyntaxError) return flowYaml(text, value);
  const { lines, problems } = scanJson(text);
  return problems.length > 0
    ? { ok: false, problems: problems.slice(0, 20), lines }
    : { ok: true, value, lines };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error instanceof SyntaxError ? error : new SyntaxError(String(error));
  }
}

/** YAML may begin with a brace too; what is neither is told as the JSON that it looks like. */
function flowYaml(text: string, error: SyntaxError): ReadText {
  const yaml = readPlainYaml(text);
  return yaml.ok ? yaml : refused(`The file is not well-formed JSON: ${error.message}.`);
}

function readPlainYaml(text: string): ReadText {
  const { value, lines, problems } = readYaml(text);
  return problems.length > 0 ? { ok: false, problems, lines } : { ok: true, value, lines };
}
