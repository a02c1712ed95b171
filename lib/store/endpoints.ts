import { newId } from "#lib/platform/ids.ts";
import { clientOf, type Transaction } from "./transaction.ts";

export type EndpointKind = "webhook" | "slack" | "teams";

/**
 * An address outside the console that speaks for an audience. `sealedSecret` is encrypted at rest: what a webhook
 * signs with, and of a chat the whole address, whose `url` is the host alone.
 */
export type WebhookEndpoint = {
  id: string;
  title: string;
  kind: EndpointKind;
  url: string;
  sealedSecret: string;
  audience: string;
  isActive: boolean;
};

const columns = {
  id: true,
  title: true,
  kind: true,
  url: true,
  secret: true,
  audience: true,
  isActive: true,
} as const;

type Row = Omit<WebhookEndpoint, "sealedSecret" | "kind"> & { secret: string; kind: string };
const toEndpoint = ({ secret, kind, ...row }: Row): WebhookEndpoint => ({
  ...row,
  kind: kind as EndpointKind,
  sealedSecret: secret,
});

export async function listEndpoints(tx?: Transaction): Promise<WebhookEndpoint[]> {
  const where = { removedAt: null };
  const rows = await clientOf(tx).webhookEndpoint.findMany({
    where,
    orderBy: { title: "asc" },
    select: columns,
  });
  return rows.map(toEndpoint);
}

/** The active endpoints of some audiences. */
export async function findEndpointsFor(audiences: string[], tx?: Transaction): Promise<WebhookEndpoint[]> {
  const where = { audience: { in: audiences }, isActive: true };
  const rows = await clientOf(tx).webhookEndpoint.findMany({
    where,
    orderBy: { title: "asc" },
    select: columns,
  });
  return rows.map(toEndpoint);
}

export async function findEndpoint(id: string, tx?: Transaction): Promise<WebhookEndpoint | null> {
  const row = await clientOf(tx).webhookEndpoint.findUnique({
    where: { id, removedAt: null },
    select: columns,
  });
  return row && toEndpoint(row);
}

export type NewEndpoint = Pick<WebhookEndpoint, "title" | "url" | "sealedSecret" | "audience"> & {
  id?: string;
  kind?: EndpointKind;
};

export async function createEndpoint(tx: Transaction, endpoint: NewEndpoint): Promise<string> {
  const { id = newId(), kind = "webhook", title, url, sealedSecret, audience } = endpoint;
  const data = { id, kind, title, url, secret: sealedSecret, audience };
  await clientOf(tx).webhookEndpoint.create({ data, select: { id: true } });
  return id;
}

export async function setEndpointActive(tx: Transaction, id: string, isActive: boolean): Promise<void> {
  await clientOf(tx).webhookEndpoint.updateMany({ where: { id, removedAt: null }, data: { isActive } });
}

/** Takes an endpoint away for good, with its secret. False where it is on or gone already. */
export async function removeEndpoint(tx: Transaction, id: string): Promise<boolean> {
  const count = await clientOf(tx).$executeRaw`
    UPDATE "WebhookEndpoint" SET removed_at = clock_timestamp(), secret = ''
    WHERE id = ${id}::uuid AND NOT is_active AND removed_at IS NULL`;
  return count === 1;
}
