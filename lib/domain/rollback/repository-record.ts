import type { IncidentState, StepState } from "../incident/state.ts";
import { utc } from "../notice/values.ts";
import type { ProtocolPack } from "../protocol/pack.ts";

type Around = { nameOf: (person: string) => string };
type Cells = (string | number | null)[];

/** What a repository gets of an incident (PT-8, MKC-6): facts alone, with the entry that they were true at, so that the log can be asked. */
export function repositoryRecord(
  kind: "verification-results" | "decision-log",
  state: IncidentState,
  pack: ProtocolPack,
  around: Around,
): { name: string; text: string } {
  const isDecisions = kind === "decision-log";
  const title = isDecisions ? "Decision log" : "Verification results";
  const body = isDecisions ? decisions(state, pack, around) : verification(state, pack, around);
  const head = [
    `# ${title}: ${state.reference}`,
    `${plain(pack.title)} ${state.pack.version}, ${plain(state.severity)}, trigger "${plain(pack.triggers[state.trigger]?.title ?? state.trigger)}", identified ${utc(state.identifiedAt)}.`,
    `True at entry ${state.seq} of the incident's log, whose hash begins with \`${state.head.slice(0, 16)}\`.`,
  ];
  const name = `${state.reference}-${isDecisions ? "decisions" : "verification"}.md`;
  return { name, text: `${[...head, ...body].join("\n\n")}\n` };
}

function verification(state: IncidentState, pack: ProtocolPack, { nameOf }: Around): string[] {
  const checks = Object.entries(state.checks).map(([name, check]) => [
    pack.checks[name]?.title ?? name,
    check.passed ? "passed" : "failed",
    check.value,
    check.source === "person" ? nameOf(check.by) : check.source,
    utc(check.at),
    check.sha256.slice(0, 16),
  ]);
  const runs = state.runs.map((run) => {
    const title = pack.plans[run.plan]?.title ?? run.plan;
    const rows = run.steps.map((step) => stepRow(step, pack.plans[run.plan]?.steps ?? []));
    return section(
      `Rollback: ${title} (${run.status})`,
      ["Step", "Result", "Exit", "Attempts", "Ended"],
      rows,
    );
  });
  const measured = Object.entries(state.baselines).map(([name, one]) => [
    pack.checks[name]?.title ?? name,
    one.value,
    utc(one.at),
  ]);
  return [
    section("Checks", ["Check", "Result", "Value", "By", "At", "Output's hash"], checks),
    ...runs,
    section("Measured before", ["Check", "Value", "At"], measured),
  ];
}

const stepRow = (step: StepState, planned: { id: string; title?: string | undefined }[]): Cells => [
  planned.find(({ id }) => id === step.id)?.title ?? step.id,
  step.status,
  step.exitCode,
  step.attempt,
  step.endedAt === null ? null : utc(step.endedAt),
];

function decisions(state: IncidentState, pack: ProtocolPack, { nameOf }: Around): string[] {
  return state.decisions.length === 0
    ? ["Nothing was put to decision."]
    : state.decisions.map((decision) => {
        const title = pack.gates[decision.gate]?.question ?? decision.gate;
        const rows = Object.values(decision.verdicts).map((verdict) => [
          pack.parties[verdict.party]?.title ?? verdict.party,
          nameOf(verdict.person),
          verdict.answer,
          utc(verdict.signedAt),
          verdict.statementDigest.slice(0, 16),
        ]);
        const { sealed } = decision;
        const outcome =
          sealed === null
            ? "Not sealed: no decision exists."
            : `Sealed ${utc(sealed.at)}: **${plain(sealed.outcome)}** (record \`${sealed.recordDigest}\`).`;
        const verdicts = section(title, ["Party", "Signed by", "Answer", "At", "Statement"], rows);
        return `${verdicts}\n\nProposed by ${plain(nameOf(decision.proposedBy))}, ${utc(decision.proposedAt)}. ${outcome}`;
      });
}

function section(title: string, columns: string[], rows: Cells[]): string {
  if (rows.length === 0) return `## ${plain(title)}\n\nNone.`;
  const line = (cells: Cells) => `| ${cells.map((cell) => plain(String(cell ?? "-"))).join(" | ")} |`;
  return [`## ${plain(title)}\n`, line(columns), line(columns.map(() => "---")), ...rows.map(line)].join(
    "\n",
  );
}

/** Words from outside stand as they are: nothing in them is markup. */
const plain = (words: string): string =>
  words === "---" ? words : words.replace(/([\\`*_[\]<>|#~])/g, "\\$1").replaceAll(/\s+/g, " ");
