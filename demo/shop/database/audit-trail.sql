CREATE TABLE IF NOT EXISTS audit_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  what text NOT NULL
);

-- Null in entries from before the trail was a chain.
ALTER TABLE audit_events
  ADD COLUMN IF NOT EXISTS ordinal bigint UNIQUE,
  ADD COLUMN IF NOT EXISTS before text,
  ADD COLUMN IF NOT EXISTS hash text;

-- Over ordinal, the hash of the entry before, the instant in microseconds, and the words.
CREATE OR REPLACE FUNCTION audit_hash(ordinal bigint, before text, at timestamptz, what text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN encode(
  sha256(convert_to(concat_ws(E'\n', ordinal, before, (extract(epoch FROM at) * 1000000)::bigint, what), 'UTF8')),
  'hex'
);

CREATE OR REPLACE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last audit_events;
BEGIN
  -- One at a time, because each entry names the one before it.
  PERFORM pg_advisory_xact_lock(hashtext('audit_events'));
  SELECT * INTO last FROM audit_events e WHERE e.ordinal IS NOT NULL ORDER BY e.ordinal DESC LIMIT 1;
  NEW.ordinal := coalesce(last.ordinal, 0) + 1;
  NEW.before := coalesce(last.hash, repeat('0', 64));
  NEW.hash := audit_hash(NEW.ordinal, NEW.before, NEW.at, NEW.what);
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER chain_audit_event BEFORE INSERT ON audit_events
  FOR EACH ROW EXECUTE FUNCTION chain_audit_event();
