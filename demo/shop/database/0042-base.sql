CREATE TABLE schema_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version integer NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO schema_version (version) VALUES (42);

CREATE TABLE items (
  id integer PRIMARY KEY,
  name text NOT NULL,
  price_cents integer NOT NULL CHECK (price_cents > 0),
  is_promoted boolean NOT NULL
);
INSERT INTO items (id, name, price_cents, is_promoted) VALUES
  (1, 'Rain jacket', 12900, false),
  (2, 'Wool socks', 1450, true),
  (3, 'Trail shoes', 9800, false),
  (4, 'Head torch', 3900, true),
  (5, 'Steel bottle', 2400, false),
  (6, 'Map of the coast path', 1150, false),
  (7, 'Folding stool', 4300, true),
  (8, 'Camp stove', 6900, false);

CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  item_id integer NOT NULL REFERENCES items (id),
  quantity integer NOT NULL CHECK (quantity > 0),
  total_cents integer NOT NULL CHECK (total_cents >= 0),
  placed_at timestamptz NOT NULL DEFAULT now()
);
