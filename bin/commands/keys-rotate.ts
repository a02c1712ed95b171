import { hostname, userInfo } from "node:os";
import { z } from "zod";
import { AnchorFile } from "#lib/commands/anchors/anchor-file.ts";
import { anchorsOfWorker } from "#lib/commands/anchors/record-restored.ts";
import { rotateKey } from "#lib/commands/anchors/rotate-key.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import { requireSettings, settings } from "#lib/platform/env.ts";
import { signingKeyFile } from "#lib/platform/signing-key.ts";
import { readFlags } from "./flags.ts";

const compromisedFlag = "--compromised";

/** Exit 0: the console signs with a new key. 2: it does not. */
export async function rotateKeys(args: string[]): Promise<number> {
  const compromised = args.includes(compromisedFlag);
  const { reason } = readFlags(
    args.filter((word) => word !== compromisedFlag),
    { reason: z.string("expected why the key is given up, in words").trim().min(1).max(2_000) },
  );
  const own = requireSettings(settings(), "workerDatabaseUrl");
  anchorsOfWorker(own.workerDatabaseUrl);
  const by = beginningOf(`${userInfo().username} at ${hostname()}`, 200);
  const keyFile = signingKeyFile(own);
  const { from, to } = await rotateKey(new AnchorFile(own.anchorDir), keyFile, { reason, by, compromised });
  process.stdout.write(
    `${from.id} was given up.\n${to.id} is in force, in ${keyFile}; both signed that, and the anchor list holds it.\n${compromised ? afterCompromise : afterPlan}${always}`,
  );
  return 0;
}

const afterPlan =
  "Whoever trusts the old key comes to the new one by what both signed. Hand the new one on all the same (keys).\n";
const afterCompromise =
  "No trust goes from the old key to the new one. Tell whoever trusted the old one, by another way, and hand on the new one (keys).\n";
const always =
  "Workers that share this folder take it up by themselves. Give it to those elsewhere: until then nothing is anchored, and they say so.\n";
