import { keyInForce } from "#lib/commands/anchors/key-in-force.ts";
import type { Tasks } from "#lib/commands/enqueue.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { AppError } from "#lib/platform/errors.ts";
import { signingKeyFile } from "#lib/platform/signing-key.ts";
import { exportBundleFor } from "#lib/queries/export-bundle.ts";
import { type BundleExport, findExport, giveUpExport, keepBundle } from "#lib/store/exports.ts";
import { findPerson } from "#lib/store/people.ts";
import type { Worker } from "./context.ts";
import { log } from "./log.ts";

const whyBroken = "The worker could not make it; its log says why.";

/** Makes and signs a bundle for who asked for it: the key is the worker's, and what they may read is asked again. */
export async function makeExport(worker: Worker, task: Tasks["export"], isLastTry: boolean): Promise<void> {
  const asked = await findExport(task.export);
  if (asked === null || asked.madeAt !== null) return;
  try {
    const because = await make(worker, asked);
    if (because !== null) await giveUpExport(asked.id, because);
  } catch (error) {
    if (!isLastTry) throw error;
    log.error({ err: error, export: asked.id }, "a bundle could not be made");
    await giveUpExport(asked.id, error instanceof AppError ? error.publicMessage : whyBroken);
  }
}

/** Null once it is kept, or why it is not for who asked. */
async function make(worker: Worker, asked: BundleExport): Promise<string | null> {
  const { reference, askedBy } = asked;
  const person = await findPerson(askedBy);
  if (person === null) return "Whoever asked for it is no longer here.";
  const privateKey = await keyInForce(signingKeyFile(worker.settings));
  const { id: personId, party, roles, isAuditor } = person;
  const reader = { personId, party, roles, isAuditor };
  const made = await exportBundleFor(reader, reference, privateKey);
  if ("because" in made) return made.because;
  const { archive, entries } = made;
  await keepBundle(asked, { archive, headSeq: entries, sha256: sha256(archive) });
  return null;
}
