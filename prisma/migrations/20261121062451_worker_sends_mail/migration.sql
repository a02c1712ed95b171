-- AlterTable
ALTER TABLE "WorkerHeartbeat" ADD COLUMN     "sends_mail" BOOLEAN NOT NULL DEFAULT false;
