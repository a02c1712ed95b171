import pg from "pg";

/** Connects to the shop's own database and makes it first where the server does not have it yet. */
export async function openShopDatabase(databaseUrl: string): Promise<pg.Client> {
  try {
    return await connect(databaseUrl);
  } catch (problem) {
    if (!isMissingDatabase(problem)) throw unreachable(problem);
    await createDatabase(databaseUrl);
    return connect(databaseUrl);
  }
}

/** A server's own `postgres` database belongs to its administrator: the shop then takes one called `shop`. */
export function shopDatabaseUrl(given: string): string {
  const url = new URL(given);
  if (url.pathname === "" || url.pathname === "/" || url.pathname === "/postgres") url.pathname = "/shop";
  return url.href;
}

export async function withDatabase<T>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connect(databaseUrl).catch((problem) => {
    throw unreachable(problem);
  });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (problem) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw problem;
  }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function createDatabase(databaseUrl: string): Promise<void> {
  const name = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  const administration = new URL(databaseUrl);
  administration.pathname = "/postgres";
  await withDatabase(administration.href, (client) =>
    client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`),
  );
}

function isMissingDatabase(problem: unknown): boolean {
  return problem instanceof Error && "code" in problem && problem.code === "3D000";
}

function unreachable(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new Error(`The shop's database does not answer: ${reason}.`, { cause });
}
