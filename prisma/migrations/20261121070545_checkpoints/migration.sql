-- CreateTable
CREATE TABLE "CheckpointPack" (
    "hash" CHAR(64) NOT NULL,
    "pack_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CheckpointPack_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "Checkpoint" (
    "reference" TEXT NOT NULL,
    "pack_id" TEXT NOT NULL,
    "pack_hash" CHAR(64) NOT NULL,
    "title" TEXT NOT NULL,
    "service_id" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "head_seq" INTEGER NOT NULL,

    CONSTRAINT "Checkpoint_pkey" PRIMARY KEY ("reference")
);

-- CreateIndex
CREATE INDEX "CheckpointPack_pack_id_idx" ON "CheckpointPack"("pack_id");

-- CreateIndex
CREATE INDEX "Checkpoint_service_id_idx" ON "Checkpoint"("service_id");

-- A published version is what checkpoints pinned: it is never changed, whoever asks.
CREATE TRIGGER checkpoint_pack_is_kept BEFORE UPDATE OR DELETE ON "CheckpointPack"
  FOR EACH ROW EXECUTE FUNCTION refuse_protocol_change();
CREATE TRIGGER checkpoint_packs_are_kept BEFORE TRUNCATE ON "CheckpointPack"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_protocol_change();

-- A checkpoint's entries stand in the log with their own streams, under the log's own guards and grants.
DO $$
DECLARE
  grantee text;
BEGIN
  FOREACH grantee IN ARRAY ARRAY['holdpoint_app', 'holdpoint_worker'] LOOP
    CONTINUE WHEN NOT EXISTS (SELECT FROM pg_roles WHERE rolname = grantee);
    EXECUTE format('GRANT SELECT, INSERT ON "CheckpointPack" TO %I', grantee);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON "Checkpoint" TO %I', grantee);
  END LOOP;
END $$;
