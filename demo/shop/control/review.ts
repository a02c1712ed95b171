import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { withDatabase } from "../database/connection.ts";
import { commitAll, git, removeStaleLock } from "../git.ts";
import { askHealth, askVersions } from "./ask-shop.ts";
import { smoke } from "./checks.ts";
import { type Changing, change } from "./verb.ts";

type Result = { name: string; isGreen: boolean; lines: string[] };

const reference = z
  .string()
  .regex(/^[A-Z]{2,8}-\d{4}-\d{4,8}$/)
  .catch("no-incident");

/** Asks the platform once more and commits what it said, red or green, where its reviews lie. */
export const commitReview = change({}, async (around) => {
  const { folder, say } = around;
  const incident = reference.parse(process.env.HOLDPOINT_INCIDENT);
  if (removeStaleLock(folder.platform)) say("removed the lock that a killed git left behind");
  const results = [
    await result("Health of the services", (line) => health(around, line)),
    await result("Smoke of the critical workflows", (line) => smoke({ ...around, say: line })),
    await result("Evidence and events are emitted", (line) => emission(around, line)),
  ];
  for (const { name, isGreen } of results) say(`${isGreen ? "green" : "red"} - ${name}`);
  const path = join("docs", "review", `${incident}.md`);
  mkdirSync(join(folder.platform, "docs", "review"), { recursive: true });
  writeFileSync(join(folder.platform, path), document(incident, results));
  const commit = await commitAll(folder.platform, `Verification results of ${incident}`);
  say(`committed ${path} as ${commit}, tree ${await git(folder.platform, "rev-parse", "HEAD^{tree}")}`);
  const red = results.filter(({ isGreen }) => !isGreen);
  if (red.length > 0) throw new Error(`red: ${red.map(({ name }) => name).join(", ")}`);
});

async function result(name: string, look: (say: (line: string) => void) => Promise<void>): Promise<Result> {
  const lines: string[] = [];
  try {
    await look((line) => lines.push(line));
    return { name, isGreen: true, lines };
  } catch (problem) {
    return { name, isGreen: false, lines: [...lines, (problem as Error).message] };
  }
}

async function health({ settings }: Changing, say: (line: string) => void): Promise<void> {
  const { version, pid } = await askVersions(settings.proxyUrl);
  say(`release ${version} answers as process ${pid}`);
  const { checks, status, reason } = await askHealth(settings.proxyUrl);
  for (const { name, ok, detail } of checks) say(`${ok ? "ok" : "not ok"} - ${name}: ${detail}`);
  if (status !== "healthy") throw new Error(reason ?? status);
}

async function emission({ settings }: Changing, say: (line: string) => void): Promise<void> {
  await withDatabase(settings.databaseUrl, async (client) => {
    const found = await client.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM audit_events WHERE at > now() - interval '5 minutes'",
    );
    const count = found.rows[0]?.count ?? 0;
    say(`${count} audit entries in the last 5 minutes`);
    if (count === 0) throw new Error("the audit trail is not written");
  });
}

const document = (incident: string, results: readonly Result[]) =>
  `# Verification results of ${incident}

Run at ${new Date().toISOString()}.

${results.map(({ name, isGreen, lines }) => `## ${name}: ${isGreen ? "green" : "red"}\n\n${lines.map((line) => `- ${line}`).join("\n")}\n`).join("\n")}`;
