import type pg from "pg";
import type { Policy } from "./policy.ts";

export type Item = { id: number; name: string; priceCents: number; isPromoted: boolean };
export type Price = { totalCents: number; discountCents: number };
export type OrderRequest = { item: Item; quantity: number };
export type Placed = { id: number; itemId: number; quantity: number; totalCents: number };

/** What one release does its own way; the storefront around it is the same program. */
export type Release = {
  version: string;
  schemas: readonly number[];
  listItems: (database: pg.Pool) => Promise<Item[]>;
  price: (order: OrderRequest, policy: Policy) => Price;
  placeOrder: (database: pg.Pool, order: OrderRequest, price: Price) => Promise<Placed>;
  success: (content: unknown) => unknown;
  failure: (code: string, message: string) => unknown;
};
