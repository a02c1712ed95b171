import { newId } from "#lib/platform/ids.ts";
import { clientOf, type Transaction } from "./transaction.ts";

/** A token without its value, which nobody can read again. */
export type ApiToken = {
  id: string;
  name: string;
  scopes: string[];
  /** A person's id, or the console's own where the command line made it. */
  createdBy: string;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
};

const columns = {
  id: true,
  name: true,
  scopes: true,
  createdBy: true,
  createdAt: true,
  lastUsedAt: true,
  revokedAt: true,
} as const;

/** The newest first, revoked ones too; of one maker, where one is named. */
export async function listApiTokens(createdBy?: string, limit = 200): Promise<ApiToken[]> {
  const rows = await clientOf().apiToken.findMany({
    ...(createdBy === undefined ? {} : { where: { createdBy } }),
    orderBy: { createdAt: "desc" },
    take: limit,
    select: columns,
  });
  return rows.map(({ createdAt, lastUsedAt, revokedAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }));
}

export type NewApiToken = Pick<ApiToken, "name" | "scopes" | "createdBy"> & { tokenDigest: string };

export async function createApiToken(tx: Transaction, token: NewApiToken): Promise<string> {
  const id = newId();
  await clientOf(tx).apiToken.create({ data: { id, ...token }, select: { id: true } });
  return id;
}

/** Whether a token in use has this name. Of two made at once under one name, the second waits for the first. */
export async function isTokenNameTaken(tx: Transaction, name: string): Promise<boolean> {
  await clientOf(tx).$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`api-token\n${name}`}, 0))`;
  return (await clientOf(tx).apiToken.count({ where: { name, revokedAt: null } })) > 0;
}

/** Who made a token; null where there is none. */
export async function makerOfToken(tx: Transaction, id: string): Promise<string | null> {
  const row = await clientOf(tx).apiToken.findUnique({ where: { id }, select: { createdBy: true } });
  return row?.createdBy ?? null;
}

/** Gives the token's name, or null where there is none to revoke. */
export async function revokeApiToken(tx: Transaction, id: string, now: string): Promise<string | null> {
  const where = { id, revokedAt: null };
  const rows = await clientOf(tx).apiToken.updateManyAndReturn({
    where,
    data: { revokedAt: now },
    select: { name: true },
  });
  return rows[0]?.name ?? null;
}

export type UsedToken = {
  id: string;
  name: string;
  scopes: string[];
  createdBy: string;
  uses: number;
  endsInSeconds: number;
};

/**
 * Records a use of a token that was not revoked, and counts it among those of the running minute. One statement under
 * the row's lock, so that uses at once, in several web processes, are all counted.
 */
export async function recordTokenUse(tokenDigest: string): Promise<UsedToken | null> {
  const rows = await clientOf().$queryRaw<UsedToken[]>`
    UPDATE "ApiToken" SET
      last_used_at = clock_timestamp(),
      uses_in_window = CASE WHEN window_started_at > clock_timestamp() - interval '1 minute'
        THEN uses_in_window + 1 ELSE 1 END,
      window_started_at = CASE WHEN window_started_at > clock_timestamp() - interval '1 minute'
        THEN window_started_at ELSE clock_timestamp() END
    WHERE token_digest = ${tokenDigest} AND revoked_at IS NULL
    RETURNING id::text, name, scopes, created_by AS "createdBy", uses_in_window AS uses,
      ceil(extract(epoch FROM window_started_at + interval '1 minute' - clock_timestamp()))::int AS "endsInSeconds"`;
  return rows[0] ?? null;
}
