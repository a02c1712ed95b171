-- AlterTable
ALTER TABLE "WorkerHeartbeat" ADD COLUMN     "queue_workers" TEXT[] DEFAULT ARRAY[]::TEXT[];
