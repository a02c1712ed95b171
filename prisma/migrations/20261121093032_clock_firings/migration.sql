-- AlterTable
ALTER TABLE "Clock" ADD COLUMN     "paused_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "ClockFiring" (
    "incident_id" UUID NOT NULL,
    "clock" TEXT NOT NULL,
    "occurrence" INTEGER NOT NULL,
    "fires" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "fired_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ClockFiring_pkey" PRIMARY KEY ("incident_id","clock","occurrence","fires","number")
);

-- AddForeignKey
ALTER TABLE "ClockFiring" ADD CONSTRAINT "ClockFiring_incident_id_clock_occurrence_fkey" FOREIGN KEY ("incident_id", "clock", "occurrence") REFERENCES "Clock"("incident_id", "clock", "occurrence") ON DELETE CASCADE ON UPDATE CASCADE;

-- A firing is written once and never changed; projections that are built again throw theirs away first.
DO $$
DECLARE
  grantee text;
BEGIN
  FOREACH grantee IN ARRAY ARRAY['holdpoint_app', 'holdpoint_worker'] LOOP
    CONTINUE WHEN NOT EXISTS (SELECT FROM pg_roles WHERE rolname = grantee);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON "ClockFiring" TO %I', grantee);
  END LOOP;
END $$;
