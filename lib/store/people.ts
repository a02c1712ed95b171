import { AppError } from "#lib/platform/errors.ts";
import { newId } from "#lib/platform/ids.ts";
import { clientOf, type Transaction } from "./transaction.ts";

/** Somebody who may sign in: standing roles and those of them that the person is on call for now. */
export type Person = {
  id: string;
  email: string;
  name: string;
  party: string | null;
  roles: string[];
  onCallRoles: string[];
  isAdministrator: boolean;
  isAuditor: boolean;
};

export const personColumns = {
  id: true,
  email: true,
  name: true,
  party: true,
  isAdministrator: true,
  isAuditor: true,
  roles: { select: { role: true, onCall: true }, orderBy: { role: "asc" } },
} as const;

type PersonRow = Omit<Person, "roles" | "onCallRoles"> & { roles: { role: string; onCall: boolean }[] };

export function toPerson({ roles, ...row }: PersonRow): Person {
  const onCallRoles = roles.filter((holding) => holding.onCall).map((holding) => holding.role);
  const { id, email, name, party, isAdministrator, isAuditor } = row;
  return {
    id,
    email,
    name,
    party,
    isAdministrator,
    isAuditor,
    roles: roles.map(({ role }) => role),
    onCallRoles,
  };
}

const addressOf = (email: string) => email.trim().toLowerCase();

/** A person who has not been removed. */
export async function findPerson(id: string, tx?: Transaction): Promise<Person | null> {
  const row = await clientOf(tx).person.findUnique({ where: { id, removedAt: null }, select: personColumns });
  return row && toPerson(row);
}

/** People by id, removed ones too: the log goes on naming them. */
export async function findPersons(ids: string[], tx?: Transaction): Promise<Person[]> {
  const rows = await clientOf(tx).person.findMany({ where: { id: { in: ids } }, select: personColumns });
  return rows.map(toPerson);
}

export async function listPeople(tx?: Transaction): Promise<Person[]> {
  const where = { removedAt: null };
  const rows = await clientOf(tx).person.findMany({ where, orderBy: { name: "asc" }, select: personColumns });
  return rows.map(toPerson);
}

export async function findPersonByEmail(email: string, tx?: Transaction): Promise<Person | null> {
  const where = { email: addressOf(email), removedAt: null };
  const row = await clientOf(tx).person.findUnique({ where, select: personColumns });
  return row && toPerson(row);
}

export type NewPerson = {
  id?: string;
  email: string;
  name: string;
  passwordHash: string;
  party?: string | null;
  isAdministrator?: boolean;
  isAuditor?: boolean;
  roles?: string[];
  onCallRoles?: string[];
};

export async function createPerson(tx: Transaction, person: NewPerson): Promise<Person> {
  const { roles = [], onCallRoles = [], id = newId(), email, name, passwordHash, party = null } = person;
  const { isAdministrator = false, isAuditor = false } = person;
  const holdings = holdingsOf(roles, onCallRoles);
  const row = await clientOf(tx).person.create({
    data: {
      id,
      email: addressOf(email),
      name,
      passwordHash,
      party,
      isAdministrator,
      isAuditor,
      roles: { createMany: { data: holdings } },
    },
    select: personColumns,
  });
  return toPerson(row);
}

const holdingsOf = (roles: string[], onCallRoles: string[]) =>
  [...new Set([...roles, ...onCallRoles])].map((role) => ({ role, onCall: onCallRoles.includes(role) }));

/** Replaces a person's standing roles. */
export async function setRoles(
  tx: Transaction,
  personId: string,
  { roles, onCallRoles }: { roles: string[]; onCallRoles: string[] },
): Promise<void> {
  const rows = clientOf(tx);
  await rows.roleHolding.deleteMany({ where: { personId } });
  const data = holdingsOf(roles, onCallRoles).map((holding) => ({ personId, ...holding }));
  await rows.roleHolding.createMany({ data });
}

/** Puts a person on call for a role that they hold, or off. */
export async function setOnCall(
  tx: Transaction,
  personId: string,
  role: string,
  onCall: boolean,
): Promise<void> {
  const { count } = await clientOf(tx).roleHolding.updateMany({
    where: { personId, role },
    data: { onCall },
  });
  if (count === 0) throw new AppError("not-found", "This person does not hold that role.");
}

export async function setParty(tx: Transaction, personId: string, party: string | null): Promise<void> {
  await clientOf(tx).person.updateMany({ where: { id: personId }, data: { party } });
}

export async function setAuditor(tx: Transaction, personId: string, isAuditor: boolean): Promise<void> {
  await clientOf(tx).person.updateMany({ where: { id: personId }, data: { isAuditor } });
}

/** Removes a person and ends their sessions. The row stays, because the log names it. */
export async function removePerson(tx: Transaction, personId: string, now: string): Promise<void> {
  const rows = clientOf(tx);
  // The address is free again: the same person may be invited anew.
  const removed = { removedAt: now, email: `${personId}@removed.invalid` };
  await rows.person.updateMany({ where: { id: personId, removedAt: null }, data: removed });
  await rows.userSession.updateMany({ where: { personId, endedAt: null }, data: { endedAt: now } });
}
