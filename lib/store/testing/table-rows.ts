import { clientOf, type Transaction } from "../transaction.ts";

const ofIncident = [
  "IncidentParticipant",
  "TimelineEntry",
  "Clock",
  "ClockFiring",
  "Notice",
  "Freeze",
  "Publication",
  "RollbackRun",
];
const alsoOfIncident = ["Evidence", "Decision"];
const below = [
  ["NoticeDelivery", "notice_id", "Notice"],
  ["StepAttempt", "run_id", "RollbackRun"],
  ["Approval", "run_id", "RollbackRun"],
  ["Verdict", "decision_id", "Decision"],
  ["Signature", "decision_id", "Decision"],
] as const;

type Rows = { row: unknown }[];

/** Every row that the tables beside the log hold of an incident, in a fixed order. */
export async function tableRows(tx: Transaction, incidentId: string): Promise<Record<string, unknown[]>> {
  const rows = clientOf(tx);
  const found: Record<string, unknown[]> = {};
  const keep = async (table: string, where: string) => {
    const sql = `SELECT to_jsonb(t) AS row FROM "${table}" t WHERE ${where} ORDER BY to_jsonb(t)::text`;
    found[table] = (await rows.$queryRawUnsafe<Rows>(sql, incidentId)).map(({ row }) => row);
  };
  await keep("Incident", "id = $1::uuid");
  for (const table of [...ofIncident, ...alsoOfIncident]) await keep(table, "incident_id = $1::uuid");
  for (const [table, column, parent] of below) {
    await keep(table, `${column} IN (SELECT id FROM "${parent}" WHERE incident_id = $1::uuid)`);
  }
  return found;
}
