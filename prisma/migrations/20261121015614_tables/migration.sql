-- CreateTable
CREATE TABLE "Decision" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "gate" TEXT NOT NULL,
    "packet_digest" CHAR(64) NOT NULL,
    "revision" INTEGER NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "is_go" BOOLEAN,
    "sealed_at" TIMESTAMPTZ(3),
    "record_digest" CHAR(64),

    CONSTRAINT "Decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verdict" (
    "decision_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "party" TEXT NOT NULL,
    "person" UUID NOT NULL,
    "answer" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "is_voided" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Verdict_pkey" PRIMARY KEY ("decision_id","seq")
);

-- CreateTable
CREATE TABLE "Signature" (
    "decision_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "statement_digest" CHAR(64) NOT NULL,
    "proof" JSONB NOT NULL,

    CONSTRAINT "Signature_pkey" PRIMARY KEY ("decision_id","seq")
);

-- CreateTable
CREATE TABLE "Evidence" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "requirement" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "seq" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_by" UUID,

    CONSTRAINT "Evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "pack_id" TEXT NOT NULL,
    "pack_version" TEXT NOT NULL,
    "pack_hash" CHAR(64) NOT NULL,
    "trigger" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "phase" TEXT,
    "title" TEXT NOT NULL,
    "identified_at" TIMESTAMPTZ(3) NOT NULL,
    "declared_at" TIMESTAMPTZ(3) NOT NULL,
    "declared_by" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "commander" TEXT,
    "clock_factor" DOUBLE PRECISION NOT NULL,
    "services" JSONB NOT NULL,
    "head_seq" INTEGER NOT NULL,

    CONSTRAINT "Incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IncidentParticipant" (
    "incident_id" UUID NOT NULL,
    "person" UUID NOT NULL,
    "roles" TEXT[],
    "party" TEXT,

    CONSTRAINT "IncidentParticipant_pkey" PRIMARY KEY ("incident_id","person")
);

-- CreateTable
CREATE TABLE "TimelineEntry" (
    "incident_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "type" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "text" JSONB,
    "audience" TEXT NOT NULL,
    "corrected_by" INTEGER,
    "redacted_by" INTEGER,

    CONSTRAINT "TimelineEntry_pkey" PRIMARY KEY ("incident_id","seq")
);

-- CreateTable
CREATE TABLE "Clock" (
    "incident_id" UUID NOT NULL,
    "clock" TEXT NOT NULL,
    "occurrence" INTEGER NOT NULL,
    "rule" TEXT,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "at_risk_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "met_at" TIMESTAMPTZ(3),
    "breached_at" TIMESTAMPTZ(3),
    "escalated_to" TEXT[],
    "fire_at" TIMESTAMPTZ(3),
    "fires" TEXT,

    CONSTRAINT "Clock_pkey" PRIMARY KEY ("incident_id","clock","occurrence")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "template" TEXT NOT NULL,
    "audiences" TEXT[],
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "next_update_at" TIMESTAMPTZ(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NoticeDelivery" (
    "id" UUID NOT NULL,
    "notice_id" UUID NOT NULL,
    "audiences" TEXT[],
    "channel" TEXT NOT NULL,
    "person" UUID,
    "endpoint" UUID,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3),

    CONSTRAINT "NoticeDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Freeze" (
    "incident_id" UUID NOT NULL,
    "freeze" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),
    "rule" TEXT,
    "services" TEXT[],
    "actions" TEXT[],

    CONSTRAINT "Freeze_pkey" PRIMARY KEY ("incident_id","freeze","set_at")
);

-- CreateTable
CREATE TABLE "Publication" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "services" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LogHead" (
    "stream" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" CHAR(64) NOT NULL,

    CONSTRAINT "LogHead_pkey" PRIMARY KEY ("stream")
);

-- CreateTable
CREATE TABLE "LogEntry" (
    "stream" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "prev_hash" CHAR(64) NOT NULL,
    "header" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "text" TEXT,
    "text_salt" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LogEntry_pkey" PRIMARY KEY ("stream","seq")
);

-- CreateTable
CREATE TABLE "ReferenceCounter" (
    "prefix" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "ReferenceCounter_pkey" PRIMARY KEY ("prefix","year")
);

-- CreateTable
CREATE TABLE "CommandReceipt" (
    "actor_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CommandReceipt_pkey" PRIMARY KEY ("actor_id","key")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "party" TEXT,
    "is_administrator" BOOLEAN NOT NULL DEFAULT false,
    "is_auditor" BOOLEAN NOT NULL DEFAULT false,
    "one_time_code_secret" TEXT,
    "one_time_code_last_step" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoleHolding" (
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "on_call" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "RoleHolding_pkey" PRIMARY KEY ("person_id","role")
);

-- CreateTable
CREATE TABLE "UserSession" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "user_agent" TEXT,

    CONSTRAINT "UserSession_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInAttempt" (
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "token_digest" CHAR(64) NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_administrator" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("token_digest")
);

-- CreateTable
CREATE TABLE "Passkey" (
    "credential_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "public_key_cose" TEXT NOT NULL,
    "algorithm" INTEGER NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "label" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("credential_id")
);

-- CreateTable
CREATE TABLE "SigningChallenge" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "incident" TEXT,
    "decision" UUID,
    "answer" TEXT,
    "remediation_plan" TEXT,
    "statement" TEXT,
    "nonce" TEXT NOT NULL,
    "challenge" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "SigningChallenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RollbackRun" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "plan" TEXT NOT NULL,
    "service" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "executed_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "RollbackRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StepAttempt" (
    "run_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "exit_code" INTEGER,
    "duration_ms" DOUBLE PRECISION,
    "ruling" TEXT,

    CONSTRAINT "StepAttempt_pkey" PRIMARY KEY ("run_id","step","attempt")
);

-- CreateTable
CREATE TABLE "RunLease" (
    "run_id" UUID NOT NULL,
    "incident" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "worker" TEXT NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "released_at" TIMESTAMPTZ(3),

    CONSTRAINT "RunLease_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "StepOutput" (
    "run_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "chunk" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StepOutput_pkey" PRIMARY KEY ("run_id","step","attempt","chunk")
);

-- CreateTable
CREATE TABLE "Approval" (
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "by" TEXT,

    CONSTRAINT "Approval_pkey" PRIMARY KEY ("run_id","kind")
);

-- CreateTable
CREATE TABLE "Service" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "public_name" TEXT,
    "owner_role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ServiceEnvironment" (
    "service_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "baseline" JSONB NOT NULL,
    "current" JSONB NOT NULL,

    CONSTRAINT "ServiceEnvironment_pkey" PRIMARY KEY ("service_id","name")
);

-- CreateTable
CREATE TABLE "RegisteredAction" (
    "service" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RegisteredAction_pkey" PRIMARY KEY ("service","environment","action")
);

-- CreateTable
CREATE TABLE "WorkerHeartbeat" (
    "worker" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "version" TEXT NOT NULL,

    CONSTRAINT "WorkerHeartbeat_pkey" PRIMARY KEY ("worker")
);

-- CreateTable
CREATE TABLE "WebhookEndpoint" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WebhookEndpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProtocolVersion" (
    "hash" CHAR(64) NOT NULL,
    "pack_id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProtocolVersion_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "Decision_incident_id_idx" ON "Decision"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "Signature_statement_digest_key" ON "Signature"("statement_digest");

-- CreateIndex
CREATE INDEX "Evidence_incident_id_idx" ON "Evidence"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "Incident_reference_key" ON "Incident"("reference");

-- CreateIndex
CREATE INDEX "Incident_status_idx" ON "Incident"("status");

-- CreateIndex
CREATE INDEX "IncidentParticipant_person_idx" ON "IncidentParticipant"("person");

-- CreateIndex
CREATE INDEX "Clock_fire_at_idx" ON "Clock"("fire_at");

-- CreateIndex
CREATE INDEX "Notice_incident_id_idx" ON "Notice"("incident_id");

-- CreateIndex
CREATE INDEX "NoticeDelivery_notice_id_idx" ON "NoticeDelivery"("notice_id");

-- CreateIndex
CREATE INDEX "Publication_published_at_idx" ON "Publication"("published_at");

-- CreateIndex
CREATE INDEX "Publication_incident_id_idx" ON "Publication"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE INDEX "RoleHolding_role_idx" ON "RoleHolding"("role");

-- CreateIndex
CREATE INDEX "UserSession_person_id_idx" ON "UserSession"("person_id");

-- CreateIndex
CREATE INDEX "SignInAttempt_subject_at_idx" ON "SignInAttempt"("subject", "at");

-- CreateIndex
CREATE INDEX "Passkey_person_id_idx" ON "Passkey"("person_id");

-- CreateIndex
CREATE INDEX "RollbackRun_incident_id_idx" ON "RollbackRun"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "Service_key_key" ON "Service"("key");

-- CreateIndex
CREATE UNIQUE INDEX "ProtocolVersion_pack_id_version_hash_key" ON "ProtocolVersion"("pack_id", "version", "hash");

-- AddForeignKey
ALTER TABLE "Decision" ADD CONSTRAINT "Decision_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Verdict" ADD CONSTRAINT "Verdict_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "Decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Signature" ADD CONSTRAINT "Signature_decision_id_seq_fkey" FOREIGN KEY ("decision_id", "seq") REFERENCES "Verdict"("decision_id", "seq") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Evidence" ADD CONSTRAINT "Evidence_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IncidentParticipant" ADD CONSTRAINT "IncidentParticipant_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TimelineEntry" ADD CONSTRAINT "TimelineEntry_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Clock" ADD CONSTRAINT "Clock_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeDelivery" ADD CONSTRAINT "NoticeDelivery_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "Notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Freeze" ADD CONSTRAINT "Freeze_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Publication" ADD CONSTRAINT "Publication_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleHolding" ADD CONSTRAINT "RoleHolding_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserSession" ADD CONSTRAINT "UserSession_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RollbackRun" ADD CONSTRAINT "RollbackRun_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "Incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StepAttempt" ADD CONSTRAINT "StepAttempt_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "RollbackRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "RollbackRun"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ServiceEnvironment" ADD CONSTRAINT "ServiceEnvironment_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "Service"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
