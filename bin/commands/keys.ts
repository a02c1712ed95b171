import { settings } from "#lib/platform/env.ts";
import { readSigningKey, signingKeyFile } from "#lib/platform/signing-key.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { trustLine } from "#lib/verify/bundle/trust.ts";
import { readFlags } from "./flags.ts";

/** Prints the console's public key as a file of trusted keys has it; its id goes beside, as a comment. */
export async function printKeys(args: string[]): Promise<number> {
  readFlags(args, {});
  const { url, ...rest } = settings();
  const key = publicKeyOf(await readSigningKey(signingKeyFile(rest)));
  process.stdout.write(`# id ${key.id}\n${trustLine(key, url)}\n`);
  return 0;
}
