import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { withClient } from "#scripts/postgres/roles.ts";
import { journeyDatabase } from "#scripts/testing/console-for-journeys.ts";

type Parts = Record<string, object>;
type Body = { freezes: Parts; clocks: Parts } & Record<string, unknown>;

/** A protocol like one that is there, with another freeze, under a name that no other journey looks for. */
export const publishRehearsal = (title: string, freeze: object): Promise<void> =>
  publishLike(title, ({ freezes }) => ({
    freezes: { ...freezes, promotion: { ...freezes.promotion, ...freeze } },
  }));

/** The same, with more said about the clock of its first notice. */
export const publishClocked = (title: string, change: object): Promise<void> =>
  publishLike(title, ({ clocks }) => ({
    clocks: { ...clocks, "initial-notice": { ...clocks["initial-notice"], ...change } },
  }));

async function publishLike(title: string, change: (source: Body) => object): Promise<void> {
  const { superuser } = await journeyDatabase();
  await withClient(superuser, async (client) => {
    const { rows } = await client.query<{ body: string }>(
      `SELECT body FROM "ProtocolVersion" WHERE pack_id = 'service-v3-rollback' ORDER BY published_at DESC LIMIT 1`,
    );
    const source = JSON.parse(rows[0]?.body ?? "{}") as Body;
    const id = title.toLowerCase().replaceAll(" ", "-");
    const pack = { ...source, id, title, summary: title, ...change(source) };
    const hash = createHash("sha256")
      .update(canonicalize(pack) ?? "")
      .digest("hex");
    await client.query(
      `INSERT INTO "ProtocolVersion" (hash, pack_id, version, body) VALUES ($1, $2, $3, $4)`,
      [hash, id, source.version, JSON.stringify(pack)],
    );
  });
}
