import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { ConsoleKey } from "#lib/verify/bundle/ed25519.ts";
import type { Verdict } from "#lib/verify/bundle/findings.ts";
import { trustLine } from "#lib/verify/bundle/trust.ts";
import { root } from "#scripts/root.ts";

const Told = z.object({
  verdict: z.enum(["verified", "fails", "unreadable"]),
  findings: z.array(z.tuple([z.string(), z.string()])).default([]),
});

/** A verdict as far as two verifiers must agree on it: what it is, and each thing found with its place. */
export type Agreed = { verdict: string; findings: string[] };

const sorted = (findings: string[]) => [...new Set(findings)].sort();

export const agreedOf = (verdict: Verdict): Agreed => ({
  verdict: verdict.verdict,
  findings:
    verdict.verdict === "unreadable"
      ? []
      : sorted(verdict.findings.map(({ check, where }) => `${check}, ${where}`)),
});

/** What the second implementation, in Python, says of these bundles, in their order. */
export async function askSecond(
  archives: readonly Uint8Array[],
  trusted: readonly ConsoleKey[],
): Promise<Agreed[]> {
  const folder = await mkdtemp(join(tmpdir(), "second-verifier-"));
  try {
    const keys = join(folder, "trusted.keys");
    await writeFile(keys, trusted.map((key) => `${trustLine(key, "")}\n`).join(""));
    const files = archives.map((_, index) => join(folder, `${index}.zip`));
    for (const [index, file] of files.entries()) await writeFile(file, archives[index] ?? "");
    const program = join(root, "docs", "samples", "verify.py");
    const lines = await linesOf("python3", [program, "--json", "--trust", keys, ...files]);
    return lines.map((line) => {
      const { verdict, findings } = Told.parse(JSON.parse(line));
      return { verdict, findings: sorted(findings.map(([check, place]) => `${check}, ${place}`)) };
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function linesOf(program: string, args: string[]): Promise<string[]> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    told += piece;
  });
  await once(child, "close");
  return told.split("\n").filter((line) => line !== "");
}
