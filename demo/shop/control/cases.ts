export type Case = { name: string; run: () => Promise<string | undefined> };

/** Runs every case even after one failed, because the reader needs to know all that is wrong. */
export async function runCases(cases: readonly Case[], say: (line: string) => void): Promise<void> {
  let failed = 0;
  for (const [at, { name, run }] of cases.entries()) {
    const startedAt = performance.now();
    const outcome = await run().then(
      (detail) => ({ ok: true, detail }),
      (problem: Error) => ({ ok: false, detail: problem.message }),
    );
    if (!outcome.ok) failed += 1;
    const took = Math.round(performance.now() - startedAt);
    say(
      `${outcome.ok ? "ok" : "not ok"} ${at + 1} - ${name} (${took} ms)${outcome.detail ? `: ${outcome.detail}` : ""}`,
    );
  }
  say(`${cases.length - failed} of ${cases.length} hold`);
  if (failed > 0) throw new Error(`${failed} of ${cases.length} do not hold`);
}
