/**
 * What a checkpoint's document asks, said plainly and by hand for an oracle: nothing of it is read from a pack, and nothing
 * is shared with what decides.
 */
export type Rules = {
  sides: readonly string[];
  /** Whose holder speaks first for a side, and names its deputy. */
  leads: Record<string, string>;
  criteria: Record<string, Criterion>;
  /** The side that runs it, and how many commands it has. */
  runs: Record<string, { side: string; commands: number }>;
  /** The words of the record, and which of them name a role that answers. */
  words: Record<string, { side: string; owner: boolean }>;
  questions: Record<string, Asked>;
  /** Whose GO opens what waits. */
  opening: string;
};

export type Criterion =
  /** By the side that is named, or by either; `value` is what it must come to. */
  | { by: "report"; side?: string; value?: "pin" | { locked: string } }
  | { by: "run"; run: string }
  | { by: "word"; role: string }
  | { by: "calm"; without: readonly string[] };

export type Blocker = { red: string } | "moved" | "critical";

export type Asked = {
  criteria: readonly string[];
  runs: readonly string[];
  blockers: Record<string, Blocker>;
  /** Whether it waits for the whole joint record: its words, evidence of both sides, their signatures to the other questions. */
  needsRecord: boolean;
  needsPasskeys: boolean;
  goStandsForHours: number;
};

const producer = { by: "report", side: "producer" } as const;
const entry = [
  "producer-sign-off",
  "consumer-sign-off",
  "producer-green",
  "candidate-payload",
  "no-regression",
];

/** The cutover of service.v3, of the same two sides and two questions as its document. */
export const cutoverRules: Rules = {
  sides: ["producer", "consumer"],
  leads: { producer: "producer-lead", consumer: "consumer-lead" },
  criteria: {
    "producer-sign-off": producer,
    "consumer-sign-off": { by: "report", side: "consumer" },
    "producer-green": { by: "run", run: "producer-run" },
    "candidate-payload": producer,
    "no-regression": { by: "calm", without: ["SEV-1", "SEV-2"] },
    "target-pin": { ...producer, value: "pin" },
    manifest: producer,
    "handoff-payload": producer,
    "governing-documents": { by: "word", role: "producer-lead" },
    changelog: producer,
    "documents-agree": producer,
    "error-envelope": producer,
    "error-codes": producer,
    parity: producer,
    "payload-modes": producer,
    "rollback-target": { ...producer, value: { locked: "tag" } },
    "rollback-protocol": { by: "word", role: "consumer-lead" },
    "day-checklist": producer,
    "rollback-commands": { by: "report" },
  },
  runs: {
    "producer-run": { side: "producer", commands: 7 },
    "consumer-run": { side: "consumer", commands: 7 },
  },
  words: {
    "residual-risks": { side: "producer", owner: false },
    "rollback-owner": { side: "producer", owner: true },
  },
  questions: {
    rehearsal: {
      criteria: entry,
      runs: ["producer-run"],
      blockers: {},
      needsRecord: false,
      needsPasskeys: false,
      goStandsForHours: 168,
    },
    cutover: {
      criteria: [
        ...entry,
        ...["target-pin", "manifest", "handoff-payload", "governing-documents", "changelog"],
        ...["documents-agree", "error-envelope", "error-codes", "parity", "payload-modes"],
        ...["rollback-target", "rollback-protocol", "day-checklist", "rollback-commands"],
      ],
      runs: ["producer-run", "consumer-run"],
      blockers: {
        "producer-not-green": { red: "producer-run" },
        "consumer-not-green": { red: "consumer-run" },
        "baseline-changed": "moved",
        "critical-incident": "critical",
      },
      needsRecord: true,
      needsPasskeys: true,
      goStandsForHours: 24,
    },
  },
  opening: "cutover",
};
