-- AlterTable
ALTER TABLE "StepOutput" ADD COLUMN     "first_line" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "lines" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "size" INTEGER NOT NULL DEFAULT 0;

-- What was stored before is counted once.
UPDATE "StepOutput" AS output
SET first_line = counted.before, lines = counted.lines, size = length(output.text)
FROM (
  SELECT run_id, step, attempt, chunk, lines, (sum(lines) OVER earlier - lines)::int AS before
  FROM (
    SELECT run_id, step, attempt, chunk, length(text) - length(replace(text, E'\n', '')) AS lines FROM "StepOutput"
  ) AS each
  WINDOW earlier AS (PARTITION BY run_id, step, attempt ORDER BY chunk)
) AS counted
WHERE (output.run_id, output.step, output.attempt, output.chunk)
  = (counted.run_id, counted.step, counted.attempt, counted.chunk);
