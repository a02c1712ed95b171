import { z } from "zod";
import { isCheckpointStream, referencePattern, streamOf } from "#lib/domain/record/streams.ts";
import { findingsIn } from "#lib/queries/check-log.ts";
import { verifyAllKeys, verifyPasskeyLog } from "#lib/queries/passkey-log.ts";
import { readWholeLog } from "#lib/queries/raw-log.ts";
import { printable } from "#lib/verify/bundle/told.ts";
import { verifyFile } from "#lib/verify/bundle/verify-file.ts";
import { verifyChain } from "#lib/verify/chain.ts";
import type { KeyFinding } from "#lib/verify/passkeys/enrolments.ts";
import { checkKeysOf } from "#lib/verify/passkeys/keys-of-log.ts";
import { readFlags } from "./flags.ts";
import { verifyAnchors, verifyBundleAnchors } from "./verify-anchors.ts";

/** What a notice or a signed statement says of the log: `ENTRY:HEAD`, the head's first digits or all of it. */
const Witness = z
  .string()
  .regex(/^[1-9]\d*:[0-9a-f]{12,64}$/, "expected ENTRY:HEAD as a notice says it, such as 12:7be1c09d55aa0123")
  .transform((text) => {
    const [seq = "", head = ""] = text.split(":");
    return { seq: Number(seq), head };
  });

const like = (example: string) =>
  z
    .string(`expected a reference such as ${example}`)
    .regex(referencePattern, `expected a reference such as ${example}`);

const beside = { witness: Witness.optional() };

/** One log: an incident's, or a checkpoint's, whichever of the two flags it comes with, because its reference says which. */
function asked(args: string[]) {
  const isCheckpoint = args.some((arg) => arg === "--checkpoint" || arg.startsWith("--checkpoint="));
  const { reference, witness } = isCheckpoint ? ofCheckpoint(args) : ofIncident(args);
  const stream = streamOf(reference);
  return { kind: isCheckpointStream(stream) ? "checkpoint" : "incident", reference, stream, witness };
}

function ofCheckpoint(args: string[]) {
  const { checkpoint: reference, witness } = readFlags(args, {
    checkpoint: like("CHK-2026-0001"),
    ...beside,
  });
  return { reference, witness };
}

function ofIncident(args: string[]) {
  const { incident: reference, witness } = readFlags(args, { incident: like("INC-2026-0042"), ...beside });
  return { reference, witness };
}

/** A bundle where a file is named; all logs of this console's database against anchors; all its keys; else one log of it. */
export function verify(args: string[]): Promise<number> {
  if (args[0]?.startsWith("--") === false) return verifyBundleFile(args);
  const isOfAnchors = args.some((arg) => arg === "--anchors" || arg.startsWith("--anchors="));
  if (isOfAnchors) return verifyAnchors(args);
  return args.length === 1 && args[0] === "--passkeys" ? verifyPasskeys() : verifyLog(args);
}

async function verifyBundleFile(args: string[]): Promise<number> {
  const at = args.indexOf("--anchors");
  const { exit, told } = await verifyFile(at < 0 ? args : args.toSpliced(at, 2));
  (exit === 2 ? process.stderr : process.stdout).write(told);
  return at < 0 || exit === 2 ? exit : Math.max(exit, await verifyBundleAnchors(args));
}

/** Exit 0: the log is whole and holds. 1: it does not, and where. 2: it could not be read. */
async function verifyLog(args: string[]): Promise<number> {
  const { kind, reference, stream, witness } = asked(args);
  const log = await readWholeLog(stream);
  if (log === null) {
    process.stderr.write(`There is no ${kind} ${reference}.\n`);
    return 2;
  }
  const check = verifyChain(log.entries, { stream, head: log.head });
  if (!check.ok) {
    process.stdout.write(`${reference}: BROKEN at entry ${check.seq}: ${check.reason}.\n`);
    return 1;
  }
  if (witness !== undefined && log.entries[witness.seq - 1]?.hash.startsWith(witness.head) !== true) {
    process.stdout.write(
      `${reference}: REWRITTEN: entry ${witness.seq} is not the one that was witnessed as ${witness.head}.\n`,
    );
    return 1;
  }
  const { enrolments, findings } = await verifyPasskeyLog();
  const wrong = [...findings, ...checkKeysOf(log.entries, enrolments)];
  if (wrong.length > 0) return tellKeys(reference, wrong);
  const found = await findingsIn(stream);
  if (found.length > 0) return tellFindings(`${reference}: FAILS, though the chain is whole:`, found);
  process.stdout.write(
    `${reference}: the chain is whole. ${check.entries} entries, head ${check.head.hash}.\nSignatures, records and evidence are as it says.\n`,
  );
  return 0;
}

/** The passkeys' log, the table beside it, and the keys of every log. Exit 0: all is as enrolled. 1: what is not. */
async function verifyPasskeys(): Promise<number> {
  const { entries, keys, findings } = await verifyAllKeys();
  if (findings.length > 0) return tellKeys("passkeys", findings);
  process.stdout.write(
    `passkeys: the chain is whole. ${entries} entries, ${keys} keys, each used as it was enrolled.\n`,
  );
  return 0;
}

const tellKeys = (of: string, findings: readonly KeyFinding[]): number =>
  tellFindings(`${of}: KEYS that were not enrolled so:`, findings);

type Told = { check?: string; where: string; message: string };

function tellFindings(first: string, findings: readonly Told[]): number {
  const lines = findings.map(
    ({ check, where, message }) =>
      `  wrong    ${check === undefined ? "" : `${check}, `}${where}: ${message}`,
  );
  process.stdout.write(`${[first, ...lines].map(printable).join("\n")}\n`);
  return 1;
}
