import { decidePipeline } from "../decide/pipeline.ts";
import { decideAttestation, decideReport } from "../decide/report.ts";
import { decideWriting } from "../decide/writing.ts";
import { cutoverRules as rules } from "./oracle/rules.ts";
import { holds } from "./oracle/world.ts";
import { everybody, type Table } from "./table.ts";

const subjects = Object.keys(rules.criteria).filter((id) => rules.criteria[id]?.by === "report");
const words = Object.keys(rules.words);
const required = Object.keys(rules.runs);
const pick = <T>(from: readonly T[], number: number): T => from[number % from.length] as T;

/** Whose part it is, while there is anybody; a role's where one is asked for. */
function whose(table: Table, side: string | undefined, role?: string): string {
  const fit = everybody.filter((person) => {
    const { party, roles } = table.seat(person);
    return (
      (side === undefined ? party !== null : party === side) && (role === undefined || roles.includes(role))
    );
  });
  return fit[0] ?? (everybody[0] as string);
}

type Report = { passed?: boolean; output?: string; value?: string; by?: string };

export function shows(
  table: Table,
  criterion: string,
  { passed = true, output = "green", ...more }: Report = {},
) {
  const asked = rules.criteria[criterion];
  const reported = asked?.by === "report" ? asked : undefined;
  const kind = reported?.value;
  const locked = typeof kind === "object" ? (table.world.locked[kind.locked] ?? "") : null;
  const right = kind === "pin" ? `v0.4.0@${"b".repeat(40)}` : locked;
  const side = reported?.side ?? rules.runs[criterion]?.side;
  const shown = "service.v2 service.v3 stable service-v3-candidate";
  const value = more.value ?? right;
  const input = { criterion, passed, value, command: "make verify", output: `${output} ${shown}` };
  return table.asks(more.by ?? whose(table, side), (all) => decideReport(table.open, table.pack, input, all));
}

type Ran = { only?: number; commit?: string; exitCode?: number; output?: string };

/** A required run, or one of its commands, by a pipeline of its side. */
export function ranBy(
  table: Table,
  run: string,
  { only, commit = "d", exitCode = 0, output = "c" }: Ran = {},
) {
  const commands = table.pack.runs[run]?.commands ?? [];
  const command = only === undefined ? "./verify-all.sh" : pick(commands, only);
  const { now } = table.around;
  const id = "00000000-0000-4000-8000-000000000099";
  const [sha256, bytes] = [output.repeat(64), 6];
  const place = { repository: "git@example.com:kernel.git", branch: "main", commit: commit.repeat(40) };
  const input = {
    ...{ criterion: run, command, exitCode, output: `green ${output}` },
    shownIn: only === undefined ? commands.join("\n") : "green",
    run: { token: id, startedAt: now, endedAt: now, ...place, isClean: true, output: { sha256, bytes } },
    file: { id, sha256, bytes, media: "text/plain" },
  };
  return table.asks(whose(table, rules.runs[run]?.side), (all) =>
    decidePipeline(table.open, table.pack, input, all),
  );
}

export function says(table: Table, criterion: string, reason: string) {
  const asked = rules.criteria[criterion];
  const role = asked?.by === "word" ? asked.role : undefined;
  return table.asks(whose(table, role?.replace("-lead", ""), role), (all) =>
    decideAttestation(table.open, table.pack, { criterion, reason }, all),
  );
}

function puts(table: Table, part: string, text: string) {
  const input = { part, words: text, owner: "producer-lead" };
  return table.asks(whose(table, rules.words[part]?.side), (all) =>
    decideWriting(table.open, table.pack, input, all),
  );
}

/** Green in the same or in other words, red, with another value, or by somebody whose it may not be. */
export function reports(table: Table, who: number, what: number): unknown {
  const subject = pick([...subjects, ...required], who + what);
  if (what % 5 === 4) return shows(table, subject, { passed: false });
  if (what % 5 === 3) return shows(table, "target-pin", { value: `v0.4.${who % 3}@${"b".repeat(40)}` });
  if (what % 5 === 2) return shows(table, subject, { by: pick(everybody, who), value: "v9" });
  return shows(table, subject, { output: pick(["green", "green again"], who) });
}

export function runs(table: Table, who: number, what: number): unknown {
  const commit = pick(["d", "e"], who >> 1);
  const all = { commit, output: pick(["c", "a"], who), exitCode: what % 5 === 4 ? 1 : 0 };
  return ranBy(table, pick(required, who), what % 3 === 0 ? { ...all, only: what } : all);
}

export const writes = (table: Table, who: number, what: number): unknown =>
  puts(table, pick(words, who), pick(["Agreed.", "Agreed, but for one."], what));

/** One change that a packet may hold. */
export function changesSomething(table: Table, who: number, what: number): unknown {
  switch (what % 5) {
    case 0:
      return writes(table, who, who);
    case 1:
      return runs(table, who, 1 + who * 2);
    case 2:
      return shows(table, pick(subjects, who), { output: "green again" });
    case 3:
      return says(
        table,
        pick(["governing-documents", "rollback-protocol"], who),
        pick(["Read.", "Read anew."], what),
      );
    case 4:
      table.incidents = who % 2 === 0 ? [{ severity: "SEV-2", isCritical: false }] : [];
      return null;
  }
  return null;
}

/** Everything that a question waits for but the signatures. */
export function mends(table: Table): void {
  table.incidents = [];
  for (const [id, criterion] of Object.entries(rules.criteria)) {
    if (holds(id, table.world, table.around, rules)) continue;
    if (criterion.by === "report") shows(table, id);
    if (criterion.by === "word") says(table, id, "Read.");
  }
  for (const run of required) if (table.world.shown[run]?.isGreen !== true) ranBy(table, run);
  for (const part of words) if (table.world.written[part] === undefined) puts(table, part, "Agreed.");
}
