-- AlterTable
ALTER TABLE "Evidence" ALTER COLUMN "party" DROP NOT NULL;
