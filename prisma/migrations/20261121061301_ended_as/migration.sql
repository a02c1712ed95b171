-- AlterTable
ALTER TABLE "Clock" ADD COLUMN     "released_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Incident" ADD COLUMN     "closed_as" TEXT;

-- What was closed before there was another end was done with.
UPDATE "Incident" SET "closed_as" = 'resolved' WHERE "status" = 'closed';
