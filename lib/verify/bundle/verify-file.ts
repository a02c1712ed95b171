import { readFile, stat } from "node:fs/promises";
import type { ConsoleKey } from "./ed25519.ts";
import { exitOf, type Verdict } from "./findings.ts";
import type { Trusted } from "./signer.ts";
import { toldVerdict } from "./told.ts";
import { readTrust } from "./trust.ts";
import { verifyBundle } from "./verify-bundle.ts";
import { limits } from "./zip-layout.ts";

const usage = "Usage: verify BUNDLE.zip [--trust FILE]";
const mostTrustBytes = 1024 * 1024;

export type Said = { exit: number; told: string };

const misused = (told: string): Said => ({ exit: 2, told: `${told}\n` });

/** Reads `BUNDLE.zip [--trust FILE]`. Exit 0: verified. 1: it fails, each reason a line. 2: it could not be read. */
export async function verifyFile(args: readonly string[]): Promise<Said> {
  const [file, flag, trustFile, ...rest] = args;
  if (file === undefined || file.startsWith("--") || rest.length > 0) return misused(usage);
  if (flag !== undefined && (flag !== "--trust" || trustFile === undefined)) return misused(usage);
  const trusted = trustFile === undefined ? null : await trustIn(trustFile);
  if (typeof trusted === "string")
    return misused(`The trusted keys in ${trustFile} cannot be read: ${trusted}.`);
  const verdict = await verdictOn(file, trusted);
  return { exit: exitOf(verdict), told: toldVerdict(file, verdict) };
}

/** The keys in a file of trusted keys, or why they cannot be read. */
export async function trustIn(file: string): Promise<readonly ConsoleKey[] | string> {
  const text = await bytesOf(file, mostTrustBytes);
  if (typeof text === "string") return text;
  const read = readTrust(text.toString("utf8"));
  return read.ok ? read.keys : read.reason;
}

async function verdictOn(file: string, trusted: Trusted): Promise<Verdict> {
  const bytes = await bytesOf(file, limits.archiveBytes);
  if (typeof bytes === "string") return { verdict: "unreadable", reason: bytes };
  return verifyBundle(bytes, trusted);
}

/** A file's bytes, or why it is not read. A file that is too large is not opened. */
async function bytesOf(file: string, most: number): Promise<Buffer | string> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return "it is no file";
    return found.size > most ? `it is larger than ${most} bytes` : await readFile(file);
  } catch {
    return "there is no such file, or it may not be read";
  }
}
