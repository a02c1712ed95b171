import { AppError } from "#lib/platform/errors.ts";
import { clientOf, type Transaction } from "./transaction.ts";

type Holding = { role: string; onCall: boolean };
export type Surroundings = {
  /** The database's time, after every lock that the transaction took before. */
  now: string;
  /** Who acts, unless removed; null where nobody of this id is there. */
  person: { party: string | null; roles: string[]; onCallRoles: string[] } | null;
  /** Open incidents on any of the services, this one excepted. */
  openIncidents: { severity: string; packHash: string }[];
  hasOpenCheckpoints: boolean;
};
type Row = Omit<Surroundings, "person"> & { person: { party: string | null; holdings: Holding[] } | null };

/** What a command's rules may know beside the log, in one statement, because others wait while it is read. */
export async function readSurroundings(
  tx: Transaction,
  about: { person: string | null; reference: string; serviceIds: string[] },
): Promise<Surroundings> {
  const { person, reference, serviceIds } = about;
  const [row] = await clientOf(tx).$queryRaw<Row[]>`
    SELECT
      to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS now,
      (
        SELECT json_build_object('party', p.party, 'holdings', (
          SELECT coalesce(json_agg(json_build_object('role', r.role, 'onCall', r.on_call) ORDER BY r.role), '[]')
          FROM "RoleHolding" r WHERE r.person_id = p.id
        ))
        FROM "Person" p WHERE p.id = ${person}::uuid AND p.removed_at IS NULL
      ) AS person,
      (
        SELECT coalesce(json_agg(json_build_object('severity', i.severity, 'packHash', i.pack_hash)), '[]')
        FROM "Incident" i
        WHERE i.status = 'open' AND i.reference <> ${reference} AND EXISTS (
          SELECT FROM jsonb_array_elements(i.services) service WHERE service ->> 'id' = ANY(${serviceIds})
        )
      ) AS "openIncidents",
      EXISTS (
        SELECT FROM "Checkpoint" c WHERE c.closed_at IS NULL AND c.service_id = ANY(${serviceIds}::uuid[])
      ) AS "hasOpenCheckpoints"`;
  if (row === undefined)
    throw new AppError("broken-invariant", "The database said nothing of the surroundings.");
  return { ...row, person: row.person === null ? null : withRoles(row.person) };
}

const withRoles = ({ party, holdings }: NonNullable<Row["person"]>) => ({
  party,
  roles: holdings.map(({ role }) => role),
  onCallRoles: holdings.filter(({ onCall }) => onCall).map(({ role }) => role),
});
