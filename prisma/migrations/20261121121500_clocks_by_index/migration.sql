-- The time is asked once for the statement, not anew for each row: only then is it a bound of the index, and a claim
-- reads what is due instead of every clock that runs.
CREATE OR REPLACE FUNCTION claim_due_clocks(at_most int)
RETURNS TABLE (reference text, clock text, occurrence int, fires text, fire_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.reference, c.clock, c.occurrence, c.fires, c.fire_at
  FROM public."Clock" c
  JOIN public."Incident" i ON i.id = c.incident_id
  JOIN public."LogHead" h ON h.stream = i.reference
  WHERE c.fire_at <= (SELECT clock_timestamp())
  ORDER BY c.fire_at
  LIMIT at_most
  FOR UPDATE OF h SKIP LOCKED;
$$;

-- The board asks each incident for the clock that is due first.
CREATE INDEX "Clock_incident_id_due_at_idx" ON "Clock"("incident_id", "due_at");
