-- CreateTable
CREATE TABLE "BundleExport" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "made_at" TIMESTAMPTZ(3),
    "head_seq" INTEGER,
    "size" INTEGER,
    "sha256" CHAR(64),
    "failed_because" TEXT,

    CONSTRAINT "BundleExport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BundlePart" (
    "export_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "BundlePart_pkey" PRIMARY KEY ("export_id","number")
);

-- CreateIndex
CREATE INDEX "BundleExport_reference_asked_at_idx" ON "BundleExport"("reference", "asked_at" DESC);

-- AddForeignKey
ALTER TABLE "BundlePart" ADD CONSTRAINT "BundlePart_export_id_fkey" FOREIGN KEY ("export_id") REFERENCES "BundleExport"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The web process asks for a bundle and hands it on; only the worker, which has the key, makes one. Nobody forgets who asked.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdpoint_app') THEN
    GRANT SELECT, INSERT ON "BundleExport" TO holdpoint_app;
    GRANT SELECT ON "BundlePart" TO holdpoint_app;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdpoint_worker') THEN
    GRANT SELECT, UPDATE ON "BundleExport" TO holdpoint_worker;
    GRANT SELECT, INSERT, DELETE ON "BundlePart" TO holdpoint_worker;
  END IF;
END $$;

-- What is redacted is gone in the bundles that lie here, too, in the same transaction.
CREATE OR REPLACE FUNCTION redact_text(stream text, seq int, by_seq int) RETURNS void
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
  DELETE FROM public."BundlePart" p USING public."BundleExport" b
  WHERE b.id = p.export_id AND b.reference = redact_text.stream;
END $$;
