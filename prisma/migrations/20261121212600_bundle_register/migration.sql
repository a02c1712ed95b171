-- Who asked for which record is written once, by the web process; whether it was made is the worker's alone to say.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdpoint_app') THEN
    REVOKE INSERT ON "BundleExport" FROM holdpoint_app;
    GRANT INSERT ("id", "reference", "asked_by") ON "BundleExport" TO holdpoint_app;
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdpoint_worker') THEN
    REVOKE UPDATE ON "BundleExport" FROM holdpoint_worker;
    GRANT UPDATE ("made_at", "head_seq", "size", "sha256", "failed_because") ON "BundleExport" TO holdpoint_worker;
  END IF;
END $$;
