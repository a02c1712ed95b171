import { generateKeyPairSync } from "node:crypto";
import type { Finding } from "#lib/verify/bundle/findings.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import { exportBundle } from "./export-bundle.ts";

/**
 * What the verifier of a bundle finds wrong in a log as it stands: signatures, decisions, records, redactions, and the files
 * of evidence. A key that nobody keeps signs the bundle, because whose it is was not asked.
 */
export async function findingsIn(stream: string): Promise<Finding[]> {
  const made = await exportBundle(stream, generateKeyPairSync("ed25519").privateKey);
  if (made === null) return [];
  const verdict = verifyBundle(made.archive, null);
  return verdict.verdict === "unreadable"
    ? [{ check: "log", where: stream, message: verdict.reason }]
    : verdict.findings;
}
