import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { serviceV3Rollback } from "#lib/protocols/service-v3-rollback.ts";
import { publishPack } from "#lib/store/packs.ts";
import { withTransaction } from "#lib/store/transaction.ts";

type ClockSource = NonNullable<(typeof serviceV3Rollback)["clocks"]>["initial-notice"];

/** Publishes the service-v3 protocol under a name of its own, with its first notice's clock changed. */
export async function publishWatched(id: string, change: Partial<Record<string, unknown>>): Promise<void> {
  const { clocks, ...rest } = serviceV3Rollback;
  const initial: ClockSource & Record<string, unknown> = { ...clocks["initial-notice"], ...change };
  const parsed = parsePack({ ...rest, id, clocks: { ...clocks, "initial-notice": initial } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await withTransaction((tx) => publishPack(tx, parsed.pack));
}
