import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { AppError } from "#lib/platform/errors.ts";
import { builtInPacks } from "#lib/protocols/index.ts";
import { publishPack } from "#lib/store/packs.ts";
import { withTransaction } from "#lib/store/transaction.ts";

/** Publishes the packs that the console ships. The same version again changes nothing; a changed one is a new version. */
export async function publishBuiltInPacks(): Promise<void> {
  await withTransaction(async (tx) => {
    for (const source of builtInPacks) {
      const parsed = parsePack(source);
      if (!parsed.ok)
        throw new AppError("broken-invariant", "A built-in protocol is broken.", {
          detail: JSON.stringify(parsed.problems),
        });
      await publishPack(tx, parsed.pack);
    }
  });
}
