import { PrismaPg } from "@prisma/adapter-pg";
import { AppError } from "#lib/platform/errors.ts";
import { toFailure } from "./failure.ts";
import { PrismaClient } from "./generated/client.ts";

type Connection = { url: string; client: PrismaClient };

// On the global object, because Next loads this module once for each of its bundles.
const slot: unique symbol = Symbol.for("holdpoint.store");
const place = globalThis as typeof globalThis & { [slot]?: Connection | undefined };

/**
 * A statement that every page asks begins with its name in a comment, and is planned once for each connection: planning
 * takes longer than reading. No others are, because lists of many lengths would each stay as a statement of their own.
 */
const nameOf = (sql: string): string => /^\s*\/\* planned once: ([a-z-]+) \*\//.exec(sql)?.[1] ?? "";

/** Points the store at a database; connections are opened when they are needed. */
export function connectStore(databaseUrl: string): void {
  if (place[slot]?.url === databaseUrl) return;
  if (place[slot] !== undefined) {
    throw new AppError("configuration", "The store is connected to another database already.");
  }
  const adapter = new PrismaPg(
    {
      connectionString: databaseUrl,
      max: 20,
      connectionTimeoutMillis: 10_000,
      // A process that freezes in a transaction would keep its locks, and with them an incident, for as long as it sleeps.
      idle_in_transaction_session_timeout: 10_000,
      application_name: "holdpoint",
      // Said once for a connection, because a transaction that says it itself makes a journey more.
      options: "-c default_transaction_isolation=read\\ committed",
    },
    { statementNameGenerator: ({ sql }) => nameOf(sql) },
  );
  place[slot] = { url: databaseUrl, client: withOurErrors(new PrismaClient({ adapter })) };
}

/** Every query, in a transaction or not, fails with an error that an edge can map. */
function withOurErrors(client: PrismaClient): PrismaClient {
  const extended = client.$extends({
    query: {
      $allOperations: ({ args, query }) =>
        query(args).catch((error: unknown) => {
          throw toFailure(error);
        }),
    },
  });
  // An extension that only wraps queries leaves the client's form as it was.
  return extended as unknown as PrismaClient;
}

function connection(): Connection {
  const open = place[slot];
  if (open !== undefined) return open;
  const url = process.env.DATABASE_URL;
  if (!url)
    throw new AppError("configuration", "DATABASE_URL is not set: it is the address of the database.");
  connectStore(url);
  return connection();
}

export const database = (): PrismaClient => connection().client;

export const databaseUrl = (): string => connection().url;

export async function disconnectStore(): Promise<void> {
  const open = place[slot];
  place[slot] = undefined;
  await open?.client.$disconnect();
}
