-- App and worker read and write the tables beside the log; of the log itself they read, and append through functions.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

DO $$
DECLARE
  grantee text;
  relation text;
BEGIN
  FOREACH grantee IN ARRAY ARRAY['holdpoint_app', 'holdpoint_worker'] LOOP
    CONTINUE WHEN NOT EXISTS (SELECT FROM pg_roles WHERE rolname = grantee);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', grantee);
    EXECUTE format('GRANT SELECT ON "LogHead", "LogEntry" TO %I', grantee);
    EXECUTE format(
      'GRANT EXECUTE ON FUNCTION open_stream(text), lock_stream(text), redact_text(text, int, int), '
      'append_entry(text, int, text, text, text, text, text), claim_due_clocks(int) TO %I', grantee);
    FOREACH relation IN ARRAY ARRAY[
      'ReferenceCounter', 'CommandReceipt', 'Incident', 'IncidentParticipant', 'TimelineEntry', 'Clock', 'Notice',
      'NoticeDelivery', 'Freeze', 'Publication', 'Decision', 'Verdict', 'Signature', 'Evidence', 'RollbackRun',
      'StepAttempt', 'RunLease', 'StepOutput', 'Approval', 'Service', 'ServiceEnvironment', 'RegisteredAction',
      'WorkerHeartbeat', 'WebhookEndpoint', 'ProtocolVersion', 'Person', 'RoleHolding', 'UserSession',
      'SignInAttempt', 'Invitation', 'Passkey', 'SigningChallenge'
    ] LOOP
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO %I', relation, grantee);
    END LOOP;
  END LOOP;
END $$;
