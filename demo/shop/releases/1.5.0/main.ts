import type { Item, Placed } from "../storefront/release.ts";
import { serve } from "../storefront/serve.ts";

serve({
  version: "1.5.0",
  schemas: [43],
  async listItems(database) {
    const found = await database.query<Item>(
      `SELECT id, name, price_cents AS "priceCents", is_promoted AS "isPromoted" FROM items ORDER BY id`,
    );
    const items: Item[] = [];
    for (const item of found.rows) {
      const sold = await database.query(
        "SELECT count(*) FROM orders WHERE item_id = $1 AND discount_cents > 0",
        [item.id],
      );
      items.push({ ...item, ...{ soldWithDiscount: Number(sold.rows[0]?.count) } });
    }
    return items;
  },
  price({ item, quantity }, policy) {
    const full = item.priceCents * quantity;
    const discountCents = item.isPromoted ? Math.round((full * Number(policy.discount ?? "0")) / 100) : 0;
    return { totalCents: full - discountCents, discountCents };
  },
  async placeOrder(database, { item, quantity }, { totalCents, discountCents }) {
    const placed = await database.query<Placed>(
      `INSERT INTO orders (item_id, quantity, total_cents, discount_cents) VALUES ($1, $2, $3, $4)
       RETURNING id, item_id AS "itemId", quantity, total_cents AS "totalCents"`,
      [item.id, quantity, totalCents, discountCents],
    );
    return placed.rows[0] as Placed;
  },
  success: (content) => (Array.isArray(content) ? { results: content } : { ok: true, data: content }),
  failure: (_code, message) => ({ error: message }),
});
