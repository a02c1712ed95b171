-- When the person of a session last showed that it is they; of a session that is open already, its sign-in.
-- AlterTable
ALTER TABLE "UserSession" ADD COLUMN     "confirmed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

UPDATE "UserSession" SET "confirmed_at" = "created_at";
