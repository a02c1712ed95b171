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
/** As `surroundings_of` tells them, in the names of its columns. */
export type ToldSurroundings = {
  told_at: string;
  acting: { party: string | null; holdings: Holding[] } | null;
  open_incidents: Surroundings["openIncidents"];
  has_open_checkpoints: boolean;
};

/** What a command's rules may know beside the log, in one statement, because others wait while it is read. */
export async function readSurroundings(
  tx: Transaction,
  about: { person: string | null; reference: string; serviceIds: string[] },
): Promise<Surroundings> {
  const { person, reference, serviceIds } = about;
  const [told] = await clientOf(tx).$queryRaw<ToldSurroundings[]>`
    SELECT told_at, acting, open_incidents, has_open_checkpoints
    FROM surroundings_of(${person}::uuid, ${reference}, ${serviceIds}::text[])`;
  if (told === undefined)
    throw new AppError("broken-invariant", "The database said nothing of the surroundings.");
  return openSurroundings(told);
}

export const openSurroundings = (told: ToldSurroundings): Surroundings => ({
  now: told.told_at,
  person: told.acting === null ? null : withRoles(told.acting),
  openIncidents: told.open_incidents,
  hasOpenCheckpoints: told.has_open_checkpoints,
});

const withRoles = ({ party, holdings }: NonNullable<ToldSurroundings["acting"]>) => ({
  party,
  roles: holdings.map(({ role }) => role),
  onCallRoles: holdings.filter(({ onCall }) => onCall).map(({ role }) => role),
});
