import type { Item, Placed } from "../storefront/release.ts";
import { serve } from "../storefront/serve.ts";

serve({
  version: "1.4.2",
  // Also 43, because that migration only adds and this release must run before it is undone.
  schemas: [42, 43],
  async listItems(database) {
    const found = await database.query<Item>(
      `SELECT id, name, price_cents AS "priceCents", is_promoted AS "isPromoted" FROM items ORDER BY id`,
    );
    return found.rows;
  },
  price: ({ item, quantity }) => ({ totalCents: item.priceCents * quantity, discountCents: 0 }),
  async placeOrder(database, { item, quantity }, { totalCents }) {
    const placed = await database.query<Placed>(
      `INSERT INTO orders (item_id, quantity, total_cents) VALUES ($1, $2, $3)
       RETURNING id, item_id AS "itemId", quantity, total_cents AS "totalCents"`,
      [item.id, quantity, totalCents],
    );
    return placed.rows[0] as Placed;
  },
  success: (content) => ({ ok: true, data: content }),
  failure: (code, message) => ({ ok: false, error: { code, message } }),
});
