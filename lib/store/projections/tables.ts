import { attemptAddress } from "./rollback.ts";
import type { Changes, RowSet } from "./rows.ts";

/** A table beside the log: what of the changes is its rows, what makes a row the same, and where a part of one is changed. */
export type Table = {
  name: string;
  of: (changes: Changes) => RowSet<object>;
  key: readonly string[];
  /** The columns that tell a patch's row, from the patch's key. */
  where?: (key: string, incidentId: string) => object;
  /** A row that is there already must fail its statement, and with it the whole transaction. */
  once?: true;
};

const bySeq = (key: string, incidentId: string) => ({ incidentId, seq: Number(key) });

export const tables: readonly Table[] = [
  { name: "Incident", of: ({ incident }) => incident, key: ["id"], where: (id) => ({ id }) },
  { name: "IncidentParticipant", of: ({ participants }) => participants, key: ["incidentId", "person"] },
  { name: "TimelineEntry", of: ({ timeline }) => timeline, key: ["incidentId", "seq"], where: bySeq },
  { name: "Clock", of: ({ clocks }) => clocks, key: ["incidentId", "clock", "occurrence"] },
  { name: "ClockFiring", of: ({ firings }) => firings, key: [], once: true },
  { name: "Freeze", of: ({ freezes }) => freezes, key: ["incidentId", "freeze", "setAt"] },
  { name: "Publication", of: ({ publications }) => publications, key: ["id"], where: bySeq },
  { name: "Notice", of: ({ notices }) => notices, key: ["id"] },
  { name: "NoticeDelivery", of: ({ deliveries }) => deliveries, key: ["id"] },
  { name: "RollbackRun", of: ({ runs }) => runs, key: ["id"] },
  {
    name: "StepAttempt",
    of: ({ attempts }) => attempts,
    key: ["runId", "step", "attempt"],
    where: attemptAddress,
  },
  { name: "Approval", of: ({ approvals }) => approvals, key: ["runId", "kind"] },
  { name: "Evidence", of: ({ evidence }) => evidence, key: ["id"] },
  { name: "Decision", of: ({ decisions }) => decisions, key: ["id"] },
  { name: "Verdict", of: ({ verdicts }) => verdicts, key: ["decisionId", "seq"] },
  { name: "Signature", of: ({ signatures }) => signatures, key: ["decisionId", "seq"] },
];
