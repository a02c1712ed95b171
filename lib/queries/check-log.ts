import { generateKeyPairSync } from "node:crypto";
import type { Finding } from "#lib/verify/bundle/findings.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import { assembled, readRecord } from "./export-bundle.ts";

/**
 * What the verifier of a bundle finds wrong in a log as it stands: signatures, decisions, records, redactions, and the files
 * of evidence. A key that nobody keeps signs the bundle, and it goes without its anchor, because neither was asked about.
 */
export async function findingsIn(stream: string): Promise<Finding[]> {
  const record = await readRecord(stream);
  if (record === null) return [];
  const { archive } = await assembled({ ...record, anchor: null }, generateKeyPairSync("ed25519").privateKey);
  const verdict = verifyBundle(archive, null);
  return verdict.verdict === "unreadable"
    ? [{ check: "log", where: stream, message: verdict.reason }]
    : verdict.findings;
}
