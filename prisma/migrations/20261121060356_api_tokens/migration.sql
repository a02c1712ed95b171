-- CreateTable
CREATE TABLE "ApiToken" (
    "id" UUID NOT NULL,
    "token_digest" CHAR(64) NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "window_started_at" TIMESTAMPTZ(3),
    "uses_in_window" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_token_digest_key" ON "ApiToken"("token_digest");

-- The doors are of the web process alone: the worker has no use for what opens them.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'holdpoint_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON "ApiToken" TO holdpoint_app;
  END IF;
END $$;
