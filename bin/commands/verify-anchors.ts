import { readFile } from "node:fs/promises";
import { z } from "zod";
import { verifyAnchoredLogs } from "#lib/queries/anchored-logs.ts";
import { checkBundleAnchors } from "#lib/verify/anchors/check-bundle.ts";
import { toldAnchors } from "#lib/verify/anchors/told.ts";
import { readAnchorFiles, readKeys } from "./anchor-files.ts";
import { readFlags } from "./flags.ts";

const Places = {
  anchors: z.string("expected a folder or a file of anchors").min(1),
  trust: z.string("expected a file of trusted keys, as the verb keys prints it").min(1),
};

/** Every log of the database, against anchors from outside it. Exit 0: all is as anchored. 1: what is not. 2: unreadable. */
export async function verifyAnchors(args: string[]): Promise<number> {
  const { anchors: place, trust } = readFlags(args, Places);
  const [given, keys] = [await readAnchorFiles(place), await readKeys(trust)];
  const { report, logs, leaves } = await verifyAnchoredLogs(given, keys);
  const checked = `${logs} logs hold all that was anchored, ${leaves} leaves`;
  process.stdout.write(toldAnchors("the database", report, checked));
  return report.findings.length === 0 ? 0 : 1;
}

/** A bundle that was verified in itself, against anchors that whoever asks has kept. */
export async function verifyBundleAnchors([bundle = "", ...flags]: string[]): Promise<number> {
  const { anchors: place, trust } = readFlags(flags, Places);
  const [given, keys] = [await readAnchorFiles(place), await readKeys(trust)];
  const checked = checkBundleAnchors(await readFile(bundle), given, keys);
  if (checked === null) return 1;
  process.stdout.write(toldAnchors(bundle, checked.report, checked.holds));
  return checked.report.findings.length === 0 ? 0 : 1;
}
