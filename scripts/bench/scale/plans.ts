/** A plan of a statement that reads a large table from end to end. */
export type Scan = { table: string; statement: string };

/** Finds such plans in what auto_explain wrote into the server's log, each once. */
export function sequentialScans(log: string, large: readonly string[]): Scan[] {
  const plans = log.split(/duration: [\d.]+ ms {2}plan:/).slice(1);
  const scans = plans.flatMap((plan) => {
    const said = /Query Text: ([\s\S]*?)\n[^\n]*\(cost/.exec(plan)?.[1] ?? "";
    const statement = said.replace(/\s*Query Parameters:[\s\S]*/, "");
    return [...plan.matchAll(/Seq Scan on (?:\w+[.])?"?(\w+)"?/g)]
      .map(([, table = ""]) => table)
      .filter((table) => large.includes(table))
      .map((table) => ({ table, statement: statement.replace(/\s+/g, " ").trim() }));
  });
  return [...new Map(scans.map((scan) => [`${scan.table} ${scan.statement}`, scan])).values()];
}
