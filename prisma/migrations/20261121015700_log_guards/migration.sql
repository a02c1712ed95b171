-- The log takes entries at its end and nothing else. The triggers hold for every role, the owner included;
-- only switching a trigger off gets past them, and an anchor kept elsewhere shows that.
-- A head's row is changed by each append, so its pages keep room for the new version.
ALTER TABLE "LogHead" SET (fillfactor = 50);

CREATE FUNCTION refuse_log_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the log is append-only: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'HP001';
END $$;

CREATE FUNCTION guard_head_insert() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.seq <> 0 OR NEW.hash <> repeat('0', 64) THEN
    RAISE EXCEPTION 'a stream begins at 0 with 64 zeros' USING ERRCODE = 'HP001';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION guard_head_update() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.stream <> OLD.stream OR NEW.seq <> OLD.seq + 1 OR NOT EXISTS (
    SELECT FROM public."LogEntry" e WHERE e.stream = NEW.stream AND e.seq = NEW.seq AND e.hash = NEW.hash
  ) THEN
    RAISE EXCEPTION 'the head of % moves only to the entry after it', OLD.stream USING ERRCODE = 'HP001';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION guard_entry_insert() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  head public."LogHead"%ROWTYPE;
  header jsonb := NEW.header::jsonb;
BEGIN
  SELECT * INTO head FROM public."LogHead" h WHERE h.stream = NEW.stream FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no stream %', NEW.stream USING ERRCODE = 'HP002';
  END IF;
  IF NEW.seq <> head.seq + 1 OR NEW.prev_hash <> head.hash THEN
    RAISE EXCEPTION 'entry % of % does not follow its head, which is at %', NEW.seq, NEW.stream, head.seq
      USING ERRCODE = 'HP003';
  END IF;
  IF header ->> 'stream' IS DISTINCT FROM NEW.stream
    OR header ->> 'seq' IS DISTINCT FROM NEW.seq::text
    OR header ->> 'prevHash' IS DISTINCT FROM NEW.prev_hash::text
    OR (header ->> 'recordedAt')::timestamptz IS DISTINCT FROM NEW.recorded_at THEN
    RAISE EXCEPTION 'the header of entry % of % names another place', NEW.seq, NEW.stream USING ERRCODE = 'HP004';
  END IF;
  IF NEW.hash IS DISTINCT FROM encode(sha256(convert_to(E'holdpoint-entry-v1\n' || NEW.header, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'the hash of entry % of % is not its header''s', NEW.seq, NEW.stream USING ERRCODE = 'HP004';
  END IF;
  IF header ->> 'factsDigest' IS DISTINCT FROM encode(sha256(convert_to(NEW.facts, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'the facts of entry % of % have another digest', NEW.seq, NEW.stream USING ERRCODE = 'HP004';
  END IF;
  IF (NEW.text IS NULL) <> (NEW.text_salt IS NULL)
    OR NEW.text_salt !~ '^[A-Za-z0-9_-]{43}$'
    OR header ->> 'textDigest' IS DISTINCT FROM
      encode(sha256(convert_to(NEW.text_salt || NEW.text, 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'the text of entry % of % has another digest', NEW.seq, NEW.stream USING ERRCODE = 'HP004';
  END IF;
  RETURN NEW;
END $$;

-- The one lawful change of an entry: its text and salt go, after an entry of the same stream said so and why.
CREATE FUNCTION guard_entry_update() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.text IS NOT NULL OR NEW.text_salt IS NOT NULL
    OR (NEW.stream, NEW.seq, NEW.hash, NEW.prev_hash, NEW.header, NEW.facts, NEW.recorded_at)
      IS DISTINCT FROM (OLD.stream, OLD.seq, OLD.hash, OLD.prev_hash, OLD.header, OLD.facts, OLD.recorded_at)
    OR NOT EXISTS (
      SELECT FROM public."LogEntry" e
      WHERE e.stream = OLD.stream
        AND CASE WHEN e.header::jsonb ->> 'type' = 'TextRedacted'
          THEN e.facts::jsonb ->> 'redacts' = OLD.seq::text ELSE false END
    ) THEN
    RAISE EXCEPTION 'the log is append-only: UPDATE of LogEntry is refused' USING ERRCODE = 'HP001';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER head_insert BEFORE INSERT ON "LogHead" FOR EACH ROW EXECUTE FUNCTION guard_head_insert();
CREATE TRIGGER head_update BEFORE UPDATE ON "LogHead" FOR EACH ROW EXECUTE FUNCTION guard_head_update();
CREATE TRIGGER head_delete BEFORE DELETE ON "LogHead" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER head_truncate BEFORE TRUNCATE ON "LogHead" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER entry_insert BEFORE INSERT ON "LogEntry" FOR EACH ROW EXECUTE FUNCTION guard_entry_insert();
CREATE TRIGGER entry_update BEFORE UPDATE ON "LogEntry" FOR EACH ROW EXECUTE FUNCTION guard_entry_update();
CREATE TRIGGER entry_delete BEFORE DELETE ON "LogEntry" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER entry_truncate BEFORE TRUNCATE ON "LogEntry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();

-- ALWAYS, because an ordinary trigger sleeps in a session that calls itself a replica.
ALTER TABLE "LogHead" ENABLE ALWAYS TRIGGER head_insert, ENABLE ALWAYS TRIGGER head_update,
  ENABLE ALWAYS TRIGGER head_delete, ENABLE ALWAYS TRIGGER head_truncate;
ALTER TABLE "LogEntry" ENABLE ALWAYS TRIGGER entry_insert, ENABLE ALWAYS TRIGGER entry_update,
  ENABLE ALWAYS TRIGGER entry_delete, ENABLE ALWAYS TRIGGER entry_truncate;

CREATE FUNCTION open_stream(stream text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public."LogHead" (stream, seq, hash) VALUES (open_stream.stream, 0, repeat('0', 64));
$$;

-- A role that may only read cannot take a row lock itself.
CREATE FUNCTION lock_stream(stream text) RETURNS TABLE (seq int, hash text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT h.seq, h.hash::text FROM public."LogHead" h WHERE h.stream = lock_stream.stream FOR UPDATE;
$$;

CREATE FUNCTION append_entry(
  stream text, seq int, hash text, header text, facts text, text_body text, text_salt text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  head public."LogHead"%ROWTYPE;
BEGIN
  SELECT * INTO head FROM public."LogHead" h WHERE h.stream = append_entry.stream FOR UPDATE;
  INSERT INTO public."LogEntry" (stream, seq, hash, prev_hash, header, facts, text, text_salt, recorded_at)
  VALUES (
    append_entry.stream, append_entry.seq, append_entry.hash,
    coalesce(head.hash, repeat('0', 64)), append_entry.header, append_entry.facts,
    append_entry.text_body, append_entry.text_salt, (append_entry.header::jsonb ->> 'recordedAt')::timestamptz
  );
  UPDATE public."LogHead" h SET seq = append_entry.seq, hash = append_entry.hash
  WHERE h.stream = append_entry.stream;
END $$;

CREATE FUNCTION redact_text(stream text, seq int, by_seq int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM public."LogHead" h WHERE h.stream = redact_text.stream FOR UPDATE;
  IF NOT EXISTS (
    SELECT FROM public."LogEntry" e
    WHERE e.stream = redact_text.stream AND e.seq = redact_text.by_seq
      AND e.header::jsonb ->> 'type' = 'TextRedacted'
      AND e.facts::jsonb ->> 'redacts' = redact_text.seq::text
  ) THEN
    RAISE EXCEPTION 'entry % of % does not redact entry %', by_seq, stream, seq USING ERRCODE = 'HP001';
  END IF;
  UPDATE public."LogEntry" e SET text = NULL, text_salt = NULL
  WHERE e.stream = redact_text.stream AND e.seq = redact_text.seq;
END $$;

REVOKE ALL ON FUNCTION open_stream(text), lock_stream(text), redact_text(text, int, int),
  append_entry(text, int, text, text, text, text, text) FROM PUBLIC;
