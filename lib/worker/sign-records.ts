import { keyInForce } from "#lib/commands/anchors/key-in-force.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import { signRecords } from "#lib/commands/record/sign-records.ts";
import { signingKeyFile } from "#lib/platform/signing-key.ts";
import type { Worker } from "./context.ts";

/** Signs what was just sealed in a log: the key is the worker's, and what is to be signed is read from the log again. */
export async function signSealed({ settings }: Worker, { stream }: Tasks["sign-records"]): Promise<void> {
  await signRecords(stream, await keyInForce(signingKeyFile(settings)));
}
