import { z } from "zod";
import type { ActionTakes } from "#lib/domain/protocol/problems/actions.ts";
import type { RegisteredAction } from "#lib/domain/rollback/action.ts";
import type { Prisma } from "./generated/client.ts";
import { clientOf, type Transaction } from "./transaction.ts";

/** An action as the worker published it: enough to preview it. The definition's form is the domain's to parse. */
export type PublishedAction = {
  service: string;
  environment: string;
  action: string;
  definition: unknown;
  publishedAt: string;
};

/** A command's variables stay with the worker: they are where its secrets are. */
const withoutVariables = (action: RegisteredAction): RegisteredAction =>
  action.executor === "command" ? { ...action, environmentVariables: {} } : action;

/** Replaces all that was published by what the worker's configuration says now. */
export async function publishActions(
  tx: Transaction,
  actions: RegisteredAction[],
  now: string,
): Promise<void> {
  const rows = clientOf(tx);
  // One at a time, because two workers that start together would each delete and then both insert.
  await rows.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('registered-actions', 0))`;
  await rows.registeredAction.deleteMany({});
  await rows.registeredAction.createMany({
    data: actions.map((action) => ({
      service: action.service,
      environment: action.environment,
      action: action.id,
      definition: withoutVariables(action) as Prisma.InputJsonObject,
      publishedAt: now,
    })),
  });
}

/** The actions registered for a service, by its key, in one environment. */
export async function findActions(
  service: string,
  environment: string,
  tx?: Transaction,
): Promise<PublishedAction[]> {
  const rows = await clientOf(tx).registeredAction.findMany({
    where: { service, environment },
    orderBy: { action: "asc" },
    select: { service: true, environment: true, action: true, definition: true, publishedAt: true },
  });
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
}

/** What every registered action asks for, whatever service and environment it is for. */
export async function listActionTakes(tx?: Transaction): Promise<ActionTakes[]> {
  const rows = await clientOf(tx).registeredAction.findMany({
    orderBy: [{ action: "asc" }, { service: "asc" }, { environment: "asc" }],
    select: { action: true, definition: true },
  });
  return rows.map(({ action, definition }) => ({ id: action, parameters: parametersOf(definition) }));
}

const Definition = z.object({ parameters: z.record(z.string(), z.unknown()).default({}) });
const parametersOf = (definition: unknown): string[] => Object.keys(Definition.parse(definition).parameters);
