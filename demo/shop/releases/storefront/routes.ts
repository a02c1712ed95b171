import { z } from "zod";
import { examine } from "./health.ts";
import { renderPage } from "./page.ts";
import { type Storefront, versions } from "./storefront.ts";

export type Asked = { method: string; path: string; body: string };
export type Answer = { status: number; type: string; body: string };

const orderRequest = z.strictObject({ itemId: z.int().min(1), quantity: z.int().min(1) });

export async function answer(shop: Storefront, asked: Asked): Promise<Answer> {
  try {
    return await route(shop, asked);
  } catch (problem) {
    process.stderr.write(
      `${asked.method} ${asked.path}: ${problem instanceof Error ? problem.message : problem}\n`,
    );
    return json(500, shop.release.failure("internal", "The shop could not do this."));
  }
}

async function route(shop: Storefront, asked: Asked): Promise<Answer> {
  const order = /^\/api\/orders\/(\d{1,9})$/.exec(asked.path)?.[1];
  if (asked.method === "POST" && asked.path === "/api/orders") return placeOrder(shop, asked.body);
  if (asked.method !== "GET") return failure(shop, 405, "method", "This address cannot do that.");
  if (asked.path === "/") return page(shop);
  if (asked.path === "/health") return health(shop);
  if (asked.path === "/version") return json(200, await versions(shop));
  if (asked.path === "/api/items") {
    return json(200, shop.release.success(await shop.release.listItems(shop.database)));
  }
  if (asked.path === "/api/orders") return latestOrders(shop);
  if (order) return oneOrder(shop, Number(order));
  return failure(shop, 404, "not-found", "There is nothing at this address.");
}

async function health(shop: Storefront): Promise<Answer> {
  const found = await examine(shop);
  return json(found.status === "healthy" ? 200 : 503, found);
}

async function page(shop: Storefront): Promise<Answer> {
  const [items, found, now] = await Promise.all([
    shop.release.listItems(shop.database).catch(() => []),
    examine(shop),
    versions(shop),
  ]);
  const body = renderPage({ items, health: found, versions: now, configuration: shop.configuration() });
  return { status: 200, type: "text/html; charset=utf-8", body };
}

async function latestOrders(shop: Storefront): Promise<Answer> {
  const found = await shop.database.query(`${selectOrder} ORDER BY id DESC LIMIT $1`, [
    shop.configuration().latestOrders,
  ]);
  return json(200, shop.release.success(found.rows));
}

async function oneOrder(shop: Storefront, id: number): Promise<Answer> {
  const found = await shop.database.query(`${selectOrder} WHERE id = $1`, [id]);
  if (found.rows.length === 0) return failure(shop, 404, "not-found", `There is no order ${id}.`);
  return json(200, shop.release.success(found.rows[0]));
}

async function placeOrder(shop: Storefront, body: string): Promise<Answer> {
  const asked = orderRequest.safeParse(parse(body));
  if (!asked.success)
    return failure(shop, 400, "order", "An order names an item and a quantity of at least 1.");
  const { itemId, quantity } = asked.data;
  const policy = shop.policy();
  if (quantity > policy.maximumQuantity) {
    return failure(
      shop,
      422,
      "quantity",
      `At most ${policy.maximumQuantity} of one item, by policy ${policy.tag}.`,
    );
  }
  const item = (await shop.release.listItems(shop.database)).find((candidate) => candidate.id === itemId);
  if (!item) return failure(shop, 404, "not-found", `There is no item ${itemId}.`);
  const price = shop.release.price({ item, quantity }, policy);
  const placed = await shop.release.placeOrder(shop.database, { item, quantity }, price);
  await shop.database.query("INSERT INTO audit_events (what) VALUES ($1)", [`order ${placed.id} placed`]);
  return json(201, shop.release.success(placed));
}

const selectOrder = `SELECT id, item_id AS "itemId", quantity, total_cents AS "totalCents" FROM orders`;

function failure(shop: Storefront, status: number, code: string, message: string): Answer {
  return json(status, shop.release.failure(code, message));
}

function json(status: number, content: unknown): Answer {
  return { status, type: "application/json; charset=utf-8", body: JSON.stringify(content) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
