-- All that a command has to know, in one journey to the database: others wait for the incident meanwhile. PL/pgSQL,
-- because each statement after a lock must see what was committed while the lock was waited for.

-- What a command's rules may know beside the log. The services are those of the incident where none are named.
CREATE FUNCTION surroundings_of(person uuid, stream text, service_ids text[])
RETURNS TABLE (told_at text, acting json, open_incidents json, has_open_checkpoints boolean)
LANGUAGE plpgsql AS $$
BEGIN
  service_ids := coalesce(service_ids, (
    SELECT array_agg(service ->> 'id') FROM "Incident" i, jsonb_array_elements(i.services) service
    WHERE i.reference = stream
  ), '{}');
  RETURN QUERY SELECT
    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    (
      SELECT json_build_object('party', p.party, 'holdings', (
        SELECT coalesce(json_agg(json_build_object('role', r.role, 'onCall', r.on_call) ORDER BY r.role), '[]')
        FROM "RoleHolding" r WHERE r.person_id = p.id
      ))
      FROM "Person" p WHERE p.id = person AND p.removed_at IS NULL
    ),
    (
      SELECT coalesce(json_agg(json_build_object('severity', i.severity, 'packHash', i.pack_hash)), '[]')
      FROM "Incident" i
      WHERE i.status = 'open' AND i.reference <> stream AND EXISTS (
        SELECT FROM jsonb_array_elements(i.services) service WHERE service ->> 'id' = ANY (service_ids)
      )
    ),
    EXISTS (
      SELECT FROM "Checkpoint" c WHERE c.closed_at IS NULL AND c.service_id = ANY (service_ids::uuid[])
    );
END $$;

-- The key's lock and its answer, if it has one; else the incident's lock, its entries after a place, and what is around it.
CREATE FUNCTION open_command(actor text, receipt_key text, stream text, after_seq int, person uuid)
RETURNS TABLE (
  command text, result jsonb, head_seq int, head_hash text, entries json,
  told_at text, acting json, open_incidents json, has_open_checkpoints boolean
)
LANGUAGE plpgsql AS $$
BEGIN
  SELECT r.command, r.result INTO command, result FROM lock_and_find_receipt(actor, receipt_key) r;
  IF FOUND THEN RETURN NEXT; RETURN; END IF;
  SELECT h.seq, h.hash INTO head_seq, head_hash FROM lock_stream(stream) h;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT coalesce(json_agg(json_build_object(
    'seq', e.seq, 'hash', e.hash, 'prevHash', e.prev_hash, 'header', e.header, 'facts', e.facts, 'text', e.text,
    'textSalt', e.text_salt,
    'recordedAt', to_char(e.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  ) ORDER BY e.seq), '[]') INTO entries
  FROM "LogEntry" e WHERE e.stream = open_command.stream AND e.seq > after_seq;
  SELECT s.told_at, s.acting, s.open_incidents, s.has_open_checkpoints
    INTO told_at, acting, open_incidents, has_open_checkpoints
    FROM surroundings_of(person, stream, NULL) s;
  RETURN NEXT;
END $$;
