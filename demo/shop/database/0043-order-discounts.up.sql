ALTER TABLE orders ADD COLUMN discount_cents integer NOT NULL DEFAULT 0;
CREATE INDEX orders_discounted ON orders (item_id) WHERE discount_cents > 0;
