-- AlterTable
ALTER TABLE "WorkerHeartbeat" ADD COLUMN     "anchor_alarm" TEXT;

-- CreateTable
CREATE TABLE "AnchorLeaf" (
    "index" INTEGER NOT NULL,
    "leaf" TEXT NOT NULL,
    "stream" TEXT,
    "seq" INTEGER,
    "hash" CHAR(64),

    CONSTRAINT "AnchorLeaf_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "AnchorHead" (
    "size" INTEGER NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "AnchorHead_pkey" PRIMARY KEY ("size")
);

-- CreateIndex
CREATE INDEX "AnchorLeaf_stream_seq_idx" ON "AnchorLeaf"("stream", "seq");

-- The list grows at its end and nothing else, for every role; what the database's owner does all the same shows in the
-- file that lies outside.
CREATE FUNCTION guard_anchor_leaf() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  said jsonb := NEW.leaf::jsonb;
BEGIN
  IF NEW.index <> (SELECT coalesce(max(l.index), -1) + 1 FROM public."AnchorLeaf" l) THEN
    RAISE EXCEPTION 'a leaf is added at the end of the anchor list only' USING ERRCODE = 'HP001';
  END IF;
  IF (said ->> 'stream', said ->> 'seq', said ->> 'hash')
    IS DISTINCT FROM (NEW.stream, NEW.seq::text, NEW.hash::text) THEN
    RAISE EXCEPTION 'leaf % names another place than its columns', NEW.index USING ERRCODE = 'HP004';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION guard_anchor_head() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.size <> (SELECT coalesce(max(l.index), -1) + 1 FROM public."AnchorLeaf" l) THEN
    RAISE EXCEPTION 'a tree head is signed over the whole anchor list' USING ERRCODE = 'HP001';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER anchor_leaf_insert BEFORE INSERT ON "AnchorLeaf" FOR EACH ROW EXECUTE FUNCTION guard_anchor_leaf();
CREATE TRIGGER anchor_leaf_change BEFORE UPDATE OR DELETE ON "AnchorLeaf" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER anchor_leaf_truncate BEFORE TRUNCATE ON "AnchorLeaf" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER anchor_head_insert BEFORE INSERT ON "AnchorHead" FOR EACH ROW EXECUTE FUNCTION guard_anchor_head();
CREATE TRIGGER anchor_head_change BEFORE UPDATE OR DELETE ON "AnchorHead" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER anchor_head_truncate BEFORE TRUNCATE ON "AnchorHead" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
ALTER TABLE "AnchorLeaf" ENABLE ALWAYS TRIGGER anchor_leaf_insert, ENABLE ALWAYS TRIGGER anchor_leaf_change,
  ENABLE ALWAYS TRIGGER anchor_leaf_truncate;
ALTER TABLE "AnchorHead" ENABLE ALWAYS TRIGGER anchor_head_insert, ENABLE ALWAYS TRIGGER anchor_head_change,
  ENABLE ALWAYS TRIGGER anchor_head_truncate;

-- Leaves in their order, and the tree head that was signed over the list with them.
CREATE FUNCTION append_anchors(leaves text[], size int, note text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  leaf text;
  next int := (SELECT coalesce(max(l.index), -1) + 1 FROM public."AnchorLeaf" l);
BEGIN
  FOREACH leaf IN ARRAY leaves LOOP
    INSERT INTO public."AnchorLeaf" (index, leaf, stream, seq, hash)
    VALUES (next, leaf, leaf::jsonb ->> 'stream', (leaf::jsonb ->> 'seq')::int, leaf::jsonb ->> 'hash');
    next := next + 1;
  END LOOP;
  INSERT INTO public."AnchorHead" (size, note) VALUES (append_anchors.size, append_anchors.note);
END $$;

REVOKE ALL ON FUNCTION append_anchors(text[], int, text) FROM PUBLIC;

-- Both read; the worker alone adds, because it alone holds the key that a tree head is signed with.
DO $$
DECLARE
  grantee text;
BEGIN
  FOREACH grantee IN ARRAY ARRAY['holdpoint_app', 'holdpoint_worker'] LOOP
    CONTINUE WHEN NOT EXISTS (SELECT FROM pg_roles WHERE rolname = grantee);
    EXECUTE format('GRANT SELECT ON "AnchorLeaf", "AnchorHead" TO %I', grantee);
  END LOOP;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdpoint_worker') THEN
    GRANT EXECUTE ON FUNCTION append_anchors(text[], int, text) TO holdpoint_worker;
  END IF;
END $$;
