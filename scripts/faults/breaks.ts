import type { FaultKind } from "./schedule.ts";

/** A place in the product's source and what stands there while the defect is planted. */
export type Edit = { file: string; find: string; put: string };

export type Break = {
  name: string;
  /** What is wrong, in a sentence. */
  what: string;
  /** The promise that must be seen to be broken. */
  found: string;
  edits?: readonly Edit[];
  before?: readonly string[];
  after?: readonly string[];
  kinds: readonly FaultKind[];
};

/** How a worker's process is told which defect it has. */
export const plantVariable = "HOLDPOINT_FAULTS_BREAK";

const kills: readonly FaultKind[] = ["kill-worker"];

const ofClocks: readonly Break[] = [
  {
    name: "clock-twice",
    what: "a clock that is due is fired twice",
    found: "clocks-once",
    edits: [
      {
        file: "lib/domain/clock/fire.ts",
        find: 'case "breach":\n      return accept([breach(clock)]);',
        put: 'case "breach":\n      return accept([breach(clock), breach(clock)]);',
      },
    ],
    kinds: kills,
  },
  {
    name: "clock-lost",
    what: "a clock that came due while nobody looked is passed over",
    found: "clocks-kept",
    before: [
      `CREATE OR REPLACE FUNCTION claim_due_clocks(at_most int)
       RETURNS TABLE (reference text, clock text, occurrence int, fires text, fire_at timestamptz)
       LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
         SELECT i.reference, c.clock, c.occurrence, c.fires, c.fire_at
         FROM public."Clock" c JOIN public."Incident" i ON i.id = c.incident_id
         JOIN public."LogHead" h ON h.stream = i.reference
         WHERE c.fire_at BETWEEN clock_timestamp() - interval '1 second' AND clock_timestamp()
         ORDER BY c.fire_at LIMIT at_most FOR UPDATE OF h SKIP LOCKED; $$`,
    ],
    kinds: ["crash-database"],
  },
];

const ofTheLog: readonly Break[] = [
  {
    name: "entry-lost",
    what: "the database says yes before it has written",
    found: "entries",
    before: [
      "ALTER SYSTEM SET wal_writer_delay = '10s'",
      "ALTER SYSTEM SET synchronous_commit = off",
      "ALTER DATABASE faults SET synchronous_commit = off",
      "SELECT pg_reload_conf()",
    ],
    kinds: ["crash-database"],
  },
  {
    name: "chain-altered",
    what: "somebody with the owner's rights rewrites what was written",
    found: "chains",
    after: [
      'ALTER TABLE "LogEntry" DISABLE TRIGGER entry_update',
      `UPDATE "LogEntry" SET text = replace(text, 'note ', 'rote ')
       WHERE ctid = (SELECT ctid FROM "LogEntry" WHERE text LIKE '%note %' LIMIT 1)`,
    ],
    kinds: kills,
  },
];

const ofSteps: readonly Break[] = [
  {
    name: "step-twice",
    what: "a step in doubt is tried again whether it may be or not",
    found: "steps-once",
    edits: [
      {
        file: "lib/domain/incident/decide/step.ts",
        find: "step.idempotent && step.attempt === 1 ?",
        put: "step.attempt === 1 ?",
      },
    ],
    kinds: kills,
  },
  {
    name: "step-outlives-worker",
    what: "a command is not tied to the life of its worker",
    found: "leftovers",
    edits: [
      {
        file: "lib/executors/containment.ts",
        find: "if (!setpriv) return [bare];",
        put: "if (bare) return [bare];",
      },
      {
        file: "lib/executors/supervision.ts",
        find: 'wrapper.containment === "process-group" ? guardGroup(child) : null',
        put: "null",
      },
    ],
    kinds: kills,
  },
  {
    name: "doubt-hidden",
    what: "nobody looks for steps whose worker is gone",
    found: "doubts",
    edits: [
      { file: "lib/store/sweep.ts", find: "WHERE attempt.status = 'running' AND", put: "WHERE false AND" },
    ],
    kinds: kills,
  },
  {
    name: "lease-ignored",
    what: "a worker that lost its lease goes on with its command",
    found: "leftovers",
    edits: [{ file: "lib/worker/lease-keeper.ts", find: "    lost.abort();\n", put: "" }],
    kinds: ["cut-worker"],
  },
  {
    name: "frozen-goes-on",
    what: "the command of a worker that is frozen past its lease goes on",
    found: "leftovers",
    edits: [
      {
        file: "lib/executors/command.ts",
        find: "const unwatch = run.hold === undefined",
        put: "const unwatch = true",
      },
    ],
    kinds: ["freeze-worker"],
  },
];

const ofMessages: readonly Break[] = [
  {
    name: "message-imagined",
    what: "a message is recorded as delivered and never leaves",
    found: "deliveries",
    edits: [
      {
        file: "lib/worker/ask-channel.ts",
        find: "await route.channel.deliver({ ...sending.message, to: route.to }, worker.ending)",
        put: '{ outcome: "accepted", receipt: "250", acceptedBy: "nobody" } as DeliveryResult',
      },
    ],
    kinds: kills,
  },
  {
    name: "job-kept",
    what: "what a dead worker had taken from the queue stays taken",
    found: "unsent",
    edits: [
      { file: "lib/store/sweep.ts", find: "WHERE job.locked_at <", put: "WHERE false AND job.locked_at <" },
    ],
    kinds: kills,
  },
];

/** Known defects, each with the promise that shows it. They are planted from outside: the product knows of none. */
export const breaks: readonly Break[] = [...ofClocks, ...ofTheLog, ...ofSteps, ...ofMessages];

export const findBreak = (name: string): Break | undefined => breaks.find((one) => one.name === name);
