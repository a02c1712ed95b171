-- Who is named a deputy at a checkpoint and was not taken back, because the list shows it to them.
-- AlterTable
ALTER TABLE "Checkpoint" ADD COLUMN     "deputies" UUID[] DEFAULT ARRAY[]::UUID[];

-- Of what was opened before, as its log says it.
UPDATE "Checkpoint" AS checkpoint SET "deputies" = ARRAY(
  SELECT DISTINCT (named.facts::json ->> 'person')::uuid FROM "LogEntry" AS named
  WHERE named.stream = 'checkpoint/' || checkpoint.reference
    AND named.header::json ->> 'type' = 'DeputyNamed'
    AND NOT EXISTS (
      SELECT FROM "LogEntry" AS ended
      WHERE ended.stream = named.stream
        AND ended.header::json ->> 'type' = 'DeputyEnded'
        AND (ended.facts::json ->> 'named')::int = named.seq));
