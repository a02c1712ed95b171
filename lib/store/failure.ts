import { AppError } from "#lib/platform/errors.ts";
import { Prisma } from "./generated/client.ts";

// By class: lost connection, no resources (a full disk too), stopped or starting server, broken storage.
// 40001, 40P01: another won; 25006: read-only after a failover; 55000: the database takes no connections.
const unavailableStates = /^(08...|53...|57P0.|58...|40001|40P01|25006|55000)$/;
const unavailableCodes =
  /^(P1000|P1001|P1002|P1003|P1008|P1010|P1011|P1017|P2024|P2028|P2037|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/;
const lostConnection = /connection (error|terminated|timeout)|timeout exceeded when trying to connect/i;

// What the driver says of a database that gave no answer, and so no state.
const unreachableKinds =
  /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TlsConnectionError)$/;

type Carried = { originalCode?: unknown; kind?: unknown };

/** An error of a transaction's own begin or end comes from the driver as it is. */
const isOfTransaction = (error: unknown): error is Error & { cause?: Carried } =>
  error instanceof Error && error.name === "DriverAdapterError";

/** What the driver carries of a failure, however deep the error hides it. */
function carriedBy(error: unknown): Carried {
  if (isOfTransaction(error)) return error.cause ?? {};
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return {};
  const adapterError = error.meta?.driverAdapterError as { cause?: Carried } | undefined;
  return adapterError?.cause ?? {};
}

/** The state that Postgres gave its refusal. */
function postgresState(error: unknown): string | undefined {
  const { originalCode } = carriedBy(error);
  return typeof originalCode === "string" ? originalCode : undefined;
}

function isUnavailable(error: Error, state: string | undefined): boolean {
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (state !== undefined) return unavailableStates.test(state);
  if (unreachableKinds.test(String(carriedBy(error).kind))) return true;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return unavailableCodes.test(code) || unavailableStates.test(code) || lostConnection.test(error.message);
}

/** An error of the database as one of ours; anything else as it is. */
export function toFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const state = postgresState(error);
  const why = { cause: error, detail: `${state ?? ""} ${error.message}`.trim() };
  if (isUnavailable(error, state)) {
    // Lost at its end, a transaction may have been kept: its key says so when it is asked again.
    if (isOfTransaction(error))
      return new AppError(
        "unavailable",
        "The database was lost while this was being written. Send it again: it is recorded once.",
        why,
      );
    return new AppError("unavailable", "The database cannot be reached. Nothing was changed.", why);
  }
  if (state?.startsWith("HP")) {
    return new AppError("broken-invariant", "The log refused an entry. Nothing was changed.", why);
  }
  return error;
}
