import { anchorsAfter, listStreams } from "#lib/store/anchors.ts";
import type { AnchorKeys } from "#lib/verify/anchors/check-list.ts";
import { checkStream, tellRestored } from "#lib/verify/anchors/check-stream.ts";
import { AnchorReport } from "#lib/verify/anchors/findings.ts";
import { writeLines } from "#lib/verify/anchors/list.ts";
import { checkGiven, type GivenAnchors } from "#lib/verify/anchors/verify-anchors.ts";
import { verifyChain } from "#lib/verify/chain.ts";
import { readWholeLog } from "./raw-log.ts";

/** The database's own anchor list, as a file of anchors has it. */
async function keptAnchors(): Promise<GivenAnchors> {
  const { leaves, heads } = await anchorsAfter(0);
  let from = 0;
  const parts = heads.map(({ size, note }) => {
    const lines = writeLines(leaves.slice(from, size), note);
    from = size;
    return lines;
  });
  const text = [...parts, ...leaves.slice(from).map((leaf) => `${leaf}\n`)].join("");
  return { of: "the database", text };
}

/** Every log of this database in itself, and against anchors from outside it: one after the other, for they may be many. */
export async function verifyAnchoredLogs(
  given: readonly GivenAnchors[],
  keys: AnchorKeys,
): Promise<{ report: AnchorReport; logs: number; leaves: number }> {
  const report = new AnchorReport();
  const anchors = checkGiven(given, await keptAnchors(), keys, report);
  const streams = await listStreams();
  for (const stream of streams) {
    const log = await readWholeLog(stream);
    if (log === null) continue;
    const chain = verifyChain(log.entries, { stream, head: log.head });
    if (!chain.ok) report.wrong("chain", `${stream}, entry ${chain.seq}`, chain.reason);
    checkStream({ stream, hashes: log.entries.map(({ hash }) => hash) }, anchors, report);
  }
  for (const stream of anchors.of.keys())
    if (!streams.includes(stream)) checkStream({ stream, hashes: [] }, anchors, report);
  tellRestored(anchors, report);
  return { report, logs: streams.length, leaves: anchors.size };
}
