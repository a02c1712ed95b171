import { AppError } from "#lib/platform/errors.ts";
import { newId } from "#lib/platform/ids.ts";
import type { Prisma } from "./generated/client.ts";
import { clientOf, type Transaction } from "./transaction.ts";

export type Values = Record<string, string>;
/** Where a service runs: the approved values to go back to, and what runs now. */
export type ServiceEnvironment = { name: string; baseline: Values; current: Values };
export type Service = {
  id: string;
  key: string;
  name: string;
  publicName: string | null;
  ownerRole: string;
  environments: ServiceEnvironment[];
};

const columns = {
  id: true,
  key: true,
  name: true,
  publicName: true,
  ownerRole: true,
  environments: { select: { name: true, baseline: true, current: true }, orderBy: { name: "asc" } },
} as const;

type EnvironmentRow = { name: string; baseline: Prisma.JsonValue; current: Prisma.JsonValue };
type Row = Omit<Service, "environments"> & { environments: EnvironmentRow[] };

/** The named values of a stored object; what is no text is none. */
export function toValues(json: Prisma.JsonValue): Values {
  if (json === null || typeof json !== "object" || Array.isArray(json)) return {};
  const entries = Object.entries(json).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(entries);
}

const toService = ({ environments, ...row }: Row): Service => ({
  ...row,
  environments: environments.map(({ name, baseline, current }) => ({
    name,
    baseline: toValues(baseline),
    current: toValues(current),
  })),
});

export async function listServices(tx?: Transaction): Promise<Service[]> {
  const rows = await clientOf(tx).service.findMany({ orderBy: { name: "asc" }, select: columns });
  return rows.map(toService);
}

export async function findServices(ids: string[], tx?: Transaction): Promise<Service[]> {
  const where = { id: { in: ids } };
  const rows = await clientOf(tx).service.findMany({ where, orderBy: { name: "asc" }, select: columns });
  return rows.map(toService);
}

export async function findServiceByKey(key: string, tx?: Transaction): Promise<Service | null> {
  const row = await clientOf(tx).service.findUnique({ where: { key }, select: columns });
  return row && toService(row);
}

export type NewService = Omit<Service, "id"> & { id?: string };

export async function createService(tx: Transaction, service: NewService): Promise<Service> {
  const { id = newId(), key, name, publicName, ownerRole, environments } = service;
  const row = await clientOf(tx).service.create({
    data: { id, key, name, publicName, ownerRole, environments: { createMany: { data: environments } } },
    select: columns,
  });
  return toService(row);
}

async function updateEnvironment(
  tx: Transaction,
  address: EnvironmentAddress,
  data: Partial<ServiceEnvironment>,
) {
  const { serviceId, environment: name } = address;
  const { count } = await clientOf(tx).serviceEnvironment.updateMany({ where: { serviceId, name }, data });
  if (count === 0) throw new AppError("not-found", "The service has no such environment.");
}

export type EnvironmentAddress = { serviceId: string; environment: string };

/** Records what runs now. */
export const updateCurrent = (tx: Transaction, address: EnvironmentAddress, current: Values): Promise<void> =>
  updateEnvironment(tx, address, { current });

/** Records newly approved values to go back to. */
export const updateBaseline = (
  tx: Transaction,
  address: EnvironmentAddress,
  baseline: Values,
): Promise<void> => updateEnvironment(tx, address, { baseline });
