import { hostname, userInfo } from "node:os";
import { z } from "zod";
import { AnchorFile } from "#lib/commands/anchors/anchor-file.ts";
import { keyInForce } from "#lib/commands/anchors/key-in-force.ts";
import { anchorsOfWorker, recordRestored } from "#lib/commands/anchors/record-restored.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import { requireSettings, settings } from "#lib/platform/env.ts";
import { signingKeyFile } from "#lib/platform/signing-key.ts";
import { readFlags } from "./flags.ts";

/** Exit 0: the restoration is recorded. 1: there is none to record. 2: it could not be. */
export async function restored(args: string[]): Promise<number> {
  const { reason } = readFlags(args, {
    reason: z.string("expected why the database was put back, in words").trim().min(1).max(2_000),
  });
  const own = requireSettings(settings(), "workerDatabaseUrl");
  anchorsOfWorker(own.workerDatabaseUrl);
  const privateKey = await keyInForce(signingKeyFile(own));
  const by = beginningOf(`${userInfo().username} at ${hostname()}`, 200);
  const made = await recordRestored({ file: new AnchorFile(own.anchorDir), privateKey }, { reason, by });
  if (made === null) {
    process.stdout.write("The database holds all that was anchored: there is nothing to record.\n");
    return 1;
  }
  const lines = made.streams.map(
    ({ stream, keeps, was, is }) =>
      `  ${stream}: entry ${was.seq} was anchored; it holds those up to ${keeps}, and ends at ${is?.seq ?? 0} now\n`,
  );
  process.stdout.write(
    `The restoration is recorded and signed, as leaf of a list of ${made.head.size}.\n${lines.join("")}`,
  );
  return 0;
}
