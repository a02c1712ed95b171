import { fromBase64, toBase64 } from "#lib/platform/bytes.ts";
import { type ConsoleKey, consoleKey } from "./ed25519.ts";

/** A line of a file of trusted keys: `ed25519`, the key's SPKI in base64, and words for people. */
export const trustLine = ({ spki }: ConsoleKey, words: string): string =>
  `ed25519 ${toBase64(spki)} ${words}`.trimEnd();

const byteOrderMark = /^\ufeff/;
const silent = /^(?:[ \t]*|#.*)$/s;
// What every decoder makes of bytes that are no UTF-8.
const undecoded = "\ufffd";

/** Reads a file of trusted keys. What is wrong is said with its line, because a key left out would be trusted by nobody. */
export function readTrust(text: string): { ok: true; keys: ConsoleKey[] } | { ok: false; reason: string } {
  const keys: ConsoleKey[] = [];
  const lines = text.replace(byteOrderMark, "").split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (line.includes(undecoded)) return { ok: false, reason: `line ${index + 1} is not UTF-8` };
    if (silent.test(line)) continue;
    const key = keyIn(line);
    if (key === null)
      return { ok: false, reason: `line ${index + 1}: expected "ed25519", a key in base64, and words` };
    keys.push(key);
  }
  return keys.length === 0 ? { ok: false, reason: "it names no key" } : { ok: true, keys };
}

function keyIn(line: string): ConsoleKey | null {
  const [kind, text = ""] = line.split(" ");
  const spki = fromBase64(text);
  return kind === "ed25519" && spki !== null ? consoleKey(spki) : null;
}
