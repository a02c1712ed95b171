-- A channel that is removed keeps its row, because notices and attempts name it; its secret goes.
ALTER TABLE "WebhookEndpoint" ADD COLUMN "removed_at" TIMESTAMPTZ(3);
