-- CreateTable
CREATE TABLE "ProtocolDraft" (
    "id" UUID NOT NULL,
    "pack_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "body" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "proposed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_as" TEXT,

    CONSTRAINT "ProtocolDraft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProtocolAct" (
    "id" UUID NOT NULL,
    "pack_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "act" TEXT NOT NULL,
    "draft" UUID,
    "person" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProtocolAct_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ProtocolDraft_pack_id_idx" ON "ProtocolDraft"("pack_id");

-- CreateIndex
CREATE INDEX "ProtocolAct_pack_id_idx" ON "ProtocolAct"("pack_id");

-- A published version is what incidents pinned, and an act on a protocol is what somebody answers for: neither is
-- ever changed, whoever asks. Only switching a trigger off gets past these.
CREATE FUNCTION refuse_protocol_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'what was published stays: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'HP001';
END $$;

CREATE TRIGGER protocol_act_is_kept BEFORE UPDATE OR DELETE ON "ProtocolAct"
  FOR EACH ROW EXECUTE FUNCTION refuse_protocol_change();
CREATE TRIGGER protocol_acts_are_kept BEFORE TRUNCATE ON "ProtocolAct"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_protocol_change();
CREATE TRIGGER protocol_version_is_kept BEFORE UPDATE OR DELETE ON "ProtocolVersion"
  FOR EACH ROW EXECUTE FUNCTION refuse_protocol_change();
CREATE TRIGGER protocol_versions_are_kept BEFORE TRUNCATE ON "ProtocolVersion"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_protocol_change();

-- Drafts are of the web process alone; the worker publishes what the console ships.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdpoint_app') THEN
    GRANT SELECT, INSERT, UPDATE ON "ProtocolDraft" TO holdpoint_app;
    GRANT SELECT, INSERT ON "ProtocolAct" TO holdpoint_app;
    REVOKE UPDATE, DELETE ON "ProtocolVersion" FROM holdpoint_app;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdpoint_worker') THEN
    GRANT SELECT, INSERT ON "ProtocolAct" TO holdpoint_worker;
    REVOKE UPDATE, DELETE ON "ProtocolVersion" FROM holdpoint_worker;
  END IF;
END $$;
