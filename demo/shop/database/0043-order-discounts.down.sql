DROP INDEX orders_discounted;
ALTER TABLE orders DROP COLUMN discount_cents;
