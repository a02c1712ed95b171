import { parseCheckpointPack } from "#lib/domain/checkpoint/parse-checkpoint-pack.ts";
import { judgePack } from "#lib/domain/protocol/parse-pack.ts";
import { AppError } from "#lib/platform/errors.ts";
import { builtInCheckpointPacks, builtInPacks } from "#lib/protocols/index.ts";
import { publishCheckpointPack } from "#lib/store/checkpoint-packs.ts";
import { publishPack } from "#lib/store/packs.ts";
import { isPublishedByPeople, recordAct } from "#lib/store/protocol-acts.ts";
import { lockProtocol } from "#lib/store/protocol-drafts.ts";
import { type Transaction, withTransaction } from "#lib/store/transaction.ts";

/**
 * Publishes the packs that the console ships. The same version again changes nothing; a changed one is a new version.
 * A protocol of which people have published a version is theirs: what the console ships no longer replaces it.
 */
export async function publishBuiltInPacks(): Promise<void> {
  await withTransaction(async (tx) => {
    for (const source of builtInPacks) {
      const parsed = judgePack(source);
      if (!parsed.ok)
        throw new AppError("broken-invariant", "A built-in protocol is broken.", {
          detail: JSON.stringify(parsed.problems.map(({ path, message }) => `${path}: ${message}`)),
        });
      const { pack } = parsed;
      await lockProtocol(tx, pack.id);
      if (await isPublishedByPeople(tx, pack.id)) continue;
      const { hash, isNew } = await publishPack(tx, pack);
      if (!isNew) continue;
      const shipped = { packId: pack.id, version: pack.version, hash, draft: null, person: null };
      await recordAct(tx, { ...shipped, act: "shipped" });
    }
    await publishCheckpoints(tx);
  });
}

async function publishCheckpoints(tx: Transaction): Promise<void> {
  for (const source of builtInCheckpointPacks) {
    const parsed = parseCheckpointPack(source);
    if (!parsed.ok)
      throw new AppError("broken-invariant", "A built-in checkpoint pack is broken.", {
        detail: JSON.stringify(parsed.problems.map(({ path, message }) => `${path}: ${message}`)),
      });
    await publishCheckpointPack(tx, parsed.pack);
  }
}
