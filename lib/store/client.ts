import { PrismaPg } from "@prisma/adapter-pg";
import { AppError } from "#lib/platform/errors.ts";
import { PrismaClient } from "./generated/client.ts";

type Connection = { url: string; client: PrismaClient };

// On the global object, because Next loads this module once for each of its bundles.
const slot: unique symbol = Symbol.for("holdpoint.store");
const place = globalThis as typeof globalThis & { [slot]?: Connection | undefined };

/** Points the store at a database; connections are opened when they are needed. */
export function connectStore(databaseUrl: string): void {
  if (place[slot]?.url === databaseUrl) return;
  if (place[slot] !== undefined) {
    throw new AppError("configuration", "The store is connected to another database already.");
  }
  const adapter = new PrismaPg({
    connectionString: databaseUrl,
    max: 20,
    connectionTimeoutMillis: 10_000,
    application_name: "holdpoint",
  });
  place[slot] = { url: databaseUrl, client: new PrismaClient({ adapter }) };
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
