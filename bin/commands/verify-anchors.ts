import { z } from "zod";
import { verifyAnchoredLogs } from "#lib/queries/anchored-logs.ts";
import { toldAnchors } from "#lib/verify/anchors/told.ts";
import { readAnchorFiles, readKeys } from "./anchor-files.ts";
import { readFlags } from "./flags.ts";

/** Every log of the database, against anchors from outside it. Exit 0: all is as anchored. 1: what is not. 2: unreadable. */
export async function verifyAnchors(args: string[]): Promise<number> {
  const { anchors: place, trust } = readFlags(args, {
    anchors: z.string().min(1),
    trust: z.string("expected a file of trusted keys, as the verb keys prints it").min(1),
  });
  const [given, keys] = [await readAnchorFiles(place), await readKeys(trust)];
  const { report, logs, leaves } = await verifyAnchoredLogs(given, keys);
  const checked = `${logs} logs hold all that was anchored, ${leaves} leaves`;
  process.stdout.write(toldAnchors("the database", report, checked));
  return report.findings.length === 0 ? 0 : 1;
}
