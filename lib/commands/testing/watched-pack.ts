import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { serviceV3Rollback } from "#lib/protocols/service-v3-rollback.ts";
import { publishPack } from "#lib/store/packs.ts";
import { withTransaction } from "#lib/store/transaction.ts";

/** Publishes the service-v3 protocol under a name of its own, with its first notice's clock changed. */
export async function publishWatched(id: string, change: Record<string, unknown>): Promise<void> {
  const { clocks } = serviceV3Rollback;
  const watched = { ...clocks?.["initial-notice"], ...change };
  const parsed = parsePack({ ...serviceV3Rollback, id, clocks: { ...clocks, "initial-notice": watched } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await withTransaction((tx) => publishPack(tx, parsed.pack));
}
