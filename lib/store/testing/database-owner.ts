import pg from "pg";

const tables = ["LogEntry", "LogHead", "AnchorLeaf", "AnchorHead"] as const;

/** Whoever owns the database: no guard holds them. */
export async function openOwner(superuserUrl: string) {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  const { rows: guards } = await client.query<[string, string]>({
    text: "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgenabled = 'A'",
    rowMode: "array",
  });
  /** Switches the guards off, changes what they guard, and switches them on. */
  const change = async (...statements: [sql: string, values?: unknown[]][]) => {
    for (const table of tables) await client.query(`ALTER TABLE "${table}" DISABLE TRIGGER ALL`);
    for (const [sql, values] of statements) await client.query(sql, values);
    for (const [table, guard] of guards)
      await client.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${guard}`);
  };
  return {
    client,
    change,
    /** Keeps a copy of logs and anchors, as a backup does; gives the way to put it back. */
    copied: async (): Promise<() => Promise<void>> => {
      for (const table of tables) {
        await client.query(`DROP TABLE IF EXISTS "copy of ${table}"`);
        await client.query(`CREATE TABLE "copy of ${table}" AS TABLE "${table}"`);
      }
      return () =>
        change(
          ...tables.flatMap((table): [string][] => [
            [`DELETE FROM "${table}"`],
            [`INSERT INTO "${table}" SELECT * FROM "copy of ${table}"`],
          ]),
        );
    },
    /** Takes the last entries of a log away, and its head back to what is left. */
    cut: (stream: string, seq: number) =>
      change(
        [`DELETE FROM "LogEntry" WHERE stream = $1 AND seq > $2`, [stream, seq]],
        [
          `UPDATE "LogHead" h SET seq = e.seq, hash = e.hash FROM "LogEntry" e
            WHERE h.stream = $1 AND e.stream = $1 AND e.seq = $2`,
          [stream, seq],
        ],
      ),
  };
}
export type Owner = Awaited<ReturnType<typeof openOwner>>;
