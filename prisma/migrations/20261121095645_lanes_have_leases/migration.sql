-- AlterTable
ALTER TABLE "RunLease" DROP CONSTRAINT "RunLease_pkey",
ADD COLUMN     "lane" TEXT NOT NULL DEFAULT '',
ADD CONSTRAINT "RunLease_pkey" PRIMARY KEY ("run_id", "lane");
