-- Claims by locking the incident's head, not the clock's row: a command locks the head first too, so a firing
-- and a command never wait for each other crosswise. An incident that a command holds now is passed over.
CREATE FUNCTION claim_due_clocks(at_most int)
RETURNS TABLE (reference text, clock text, occurrence int, fires text, fire_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.reference, c.clock, c.occurrence, c.fires, c.fire_at
  FROM public."Clock" c
  JOIN public."Incident" i ON i.id = c.incident_id
  JOIN public."LogHead" h ON h.stream = i.reference
  WHERE c.fire_at <= clock_timestamp()
  ORDER BY c.fire_at
  LIMIT at_most
  FOR UPDATE OF h SKIP LOCKED;
$$;

REVOKE ALL ON FUNCTION claim_due_clocks(int) FROM PUBLIC;
