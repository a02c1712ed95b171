-- Each takes a lock and then reads, in one journey to the database. Not SQL functions: a statement after the
-- lock must see what was committed while it was waited for, and in PL/pgSQL each statement looks anew.

CREATE FUNCTION lock_stream_and_read(stream text, after_seq int)
RETURNS TABLE (
  seq int, hash text, prev_hash text, header text, facts text, text_body text, text_salt text,
  recorded_at timestamptz, head_seq int, head_hash text
)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  head record;
BEGIN
  SELECT h.seq, h.hash INTO head FROM lock_stream(lock_stream_and_read.stream) h;
  IF NOT FOUND THEN RETURN; END IF;
  RETURN QUERY
    SELECT e.seq, e.hash::text, e.prev_hash::text, e.header, e.facts, e.text, e.text_salt, e.recorded_at,
      head.seq, head.hash
    FROM (SELECT) AS one
    LEFT JOIN "LogEntry" e ON e.stream = lock_stream_and_read.stream AND e.seq > after_seq
    ORDER BY e.seq;
END $$;

CREATE FUNCTION lock_and_find_receipt(actor text, receipt_key text) RETURNS TABLE (command text, result jsonb)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(E'receipt\n' || actor || E'\n' || receipt_key, 0));
  RETURN QUERY
    SELECT r.command, r.result FROM "CommandReceipt" r WHERE r.actor_id = actor AND r.key = receipt_key;
END $$;
