-- CreateTable
CREATE TABLE "SignedRecord" (
    "subject" TEXT NOT NULL,
    "stream" TEXT NOT NULL,
    "key_id" CHAR(64) NOT NULL,
    "envelope" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignedRecord_pkey" PRIMARY KEY ("subject")
);

-- CreateIndex
CREATE INDEX "SignedRecord_stream_idx" ON "SignedRecord"("stream");

-- What was signed once stands, for every role; when it was is the database's to say.
CREATE TRIGGER signed_record_change BEFORE UPDATE OR DELETE ON "SignedRecord" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER signed_record_truncate BEFORE TRUNCATE ON "SignedRecord" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();
ALTER TABLE "SignedRecord" ENABLE ALWAYS TRIGGER signed_record_change, ENABLE ALWAYS TRIGGER signed_record_truncate;

-- Both read; the worker alone adds, because it alone holds the key that an envelope is signed with.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdpoint_app') THEN
    GRANT SELECT ON "SignedRecord" TO holdpoint_app;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdpoint_worker') THEN
    GRANT SELECT, INSERT ("subject", "stream", "key_id", "envelope") ON "SignedRecord" TO holdpoint_worker;
  END IF;
END $$;
