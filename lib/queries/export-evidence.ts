import { readKept } from "#lib/store/evidence/read.ts";
import { Report } from "#lib/verify/bundle/findings.ts";
import type { Log } from "#lib/verify/bundle/followed.ts";
import { readLog } from "#lib/verify/bundle/logs.ts";

// A bundle is read whole into memory, by a browser too, and has a limit of its own.
const mostOfOne = 32_000_000;
const mostTogether = 128_000_000;

/**
 * The files that a log names, as they lie in the folder: whether they are what was handed in is the verifier's to say. What is too
 * big, too many, gone or redacted stays out.
 */
export async function evidenceIn(
  log: Log,
  mostFiles: number,
): Promise<{ evidence: Map<string, Uint8Array>; leftOut: number }> {
  const evidence = new Map<string, Uint8Array>();
  const wanted = new Set(
    readLog(log, new Report()).files.flatMap(({ sha256, isRedacted }) => (isRedacted ? [] : [sha256])),
  );
  let together = 0;
  for (const sha256 of wanted) {
    if (evidence.size >= mostFiles) break;
    const bytes = await readKept(sha256, Math.min(mostOfOne, mostTogether - together));
    if (bytes === null) continue;
    evidence.set(sha256, bytes);
    together += bytes.length;
  }
  return { evidence, leftOut: wanted.size - evidence.size };
}
