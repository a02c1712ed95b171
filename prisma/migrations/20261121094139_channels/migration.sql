-- AlterTable
ALTER TABLE "WebhookEndpoint" ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'webhook';

-- CreateTable
CREATE TABLE "ChannelAttempt" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "purpose" TEXT NOT NULL,
    "reference" TEXT,
    "outcome" TEXT NOT NULL,
    "said" TEXT NOT NULL,
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "ChannelAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChannelPace" (
    "channel" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "paused_until" TIMESTAMPTZ(3),

    CONSTRAINT "ChannelPace_pkey" PRIMARY KEY ("channel")
);

-- CreateTable
CREATE TABLE "PersonPreference" (
    "person_id" UUID NOT NULL,
    "order" TEXT[],
    "quiet_from" INTEGER,
    "quiet_until" INTEGER,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',

    CONSTRAINT "PersonPreference_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "PersonChannel" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PersonChannel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "InboxMessage" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "InboxMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DueCall" (
    "reference" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DueCall_pkey" PRIMARY KEY ("reference")
);

-- CreateIndex
CREATE INDEX "ChannelAttempt_channel_at_idx" ON "ChannelAttempt"("channel", "at" DESC);

-- CreateIndex
CREATE INDEX "PersonChannel_person_id_idx" ON "PersonChannel"("person_id");

-- CreateIndex
CREATE INDEX "InboxMessage_person_id_at_idx" ON "InboxMessage"("person_id", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "InboxMessage_person_id_subject_key" ON "InboxMessage"("person_id", "subject");

-- CreateIndex
CREATE INDEX "DueCall_due_at_idx" ON "DueCall"("due_at");

-- Both processes: the web process keeps settings and shows attempts, the worker sends and records them.
DO $$
DECLARE
  grantee text;
  relation text;
BEGIN
  FOREACH grantee IN ARRAY ARRAY['holdpoint_app', 'holdpoint_worker'] LOOP
    CONTINUE WHEN NOT EXISTS (SELECT FROM pg_roles WHERE rolname = grantee);
    FOREACH relation IN ARRAY ARRAY[
      'ChannelAttempt', 'ChannelPace', 'PersonPreference', 'PersonChannel', 'InboxMessage', 'DueCall'
    ] LOOP
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO %I', relation, grantee);
    END LOOP;
  END LOOP;
END $$;
