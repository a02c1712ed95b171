import { accept, type Outcome, refuse } from "../../refusal.ts";
import type { Pipeline } from "../events.ts";
import { withCovered } from "../evolve.ts";
import type { CheckpointPack } from "../pack.ts";
import type { CheckpointState, Covered } from "../state.ts";
import { mayReport, type Subject } from "./report.ts";
import type { CheckpointCircumstances, CheckpointDecided } from "./who.ts";

export type PipelineInput = Omit<Pipeline, "covers"> & {
  criterion: string;
  /** The words of the command as they were given, with a space between. */
  command: string;
  /** The end of what it put out, to be kept in the entry. */
  output: string;
  /** More of it, in which the commands of a script may show. */
  shownIn: string;
};

/** What a pipeline may report on, by whom: a required run or an item decided by a check or evidence, of the token's side. */
export function mayRunFor(
  state: CheckpointState,
  pack: CheckpointPack,
  criterion: string,
  circumstances: CheckpointCircumstances,
): Outcome<{ subject: Subject; party: string }> {
  const allowed = mayReport(state, pack, criterion, circumstances);
  return allowed.ok && allowed.value.subject.source === "value"
    ? refuse("invalid", null, `"${criterion}" is nothing that a command can show here.`)
    : allowed;
}

/**
 * Records what a pipeline ran (MKD-10): its exit status decides, and a failure is recorded as one. A required run is green
 * once each of its commands was, all at one commit of one repository without changes beside it; it says repository, branch
 * and commit each time.
 */
export function decidePipeline(
  state: CheckpointState,
  pack: CheckpointPack,
  input: PipelineInput,
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const allowed = mayRunFor(state, pack, input.criterion, circumstances);
  if (!allowed.ok) return allowed;
  const { subject, party } = allowed.value;
  const { criterion, command, output, shownIn, ...ran } = input;
  const isRun = subject.source === "run";
  const covers = isRun ? coveredBy(subject, command, shownIn) : [];
  const wrong = whyNotTaken(subject, covers, input);
  if (wrong !== null) return refuse("rule", subject.rule ?? null, wrong);
  const pipeline = { ...ran, covers };
  const passed = ran.exitCode === 0 && (!isRun || isComplete(state, criterion, subject, pipeline));
  const digest = circumstances.digest({ command, output });
  const facts = { criterion, source: subject.source, passed, value: null, party, digest, pipeline };
  return accept([{ type: "CriterionReported", facts, text: { command, output } }]);
}

/** The one that was run; else those that a script says it ran. */
function coveredBy({ shows }: Subject, command: string, shownIn: string): string[] {
  return shows.includes(command) ? [command] : shows.filter((one) => shownIn.includes(one));
}

function whyNotTaken(subject: Subject, covers: string[], { run, exitCode, shownIn }: PipelineInput) {
  const { title, source, shows } = subject;
  if (source === "run" && (run.repository === null || run.branch === null || run.commit === null))
    return `${title}: a required run says its repository, branch and commit; run it in a working folder of git.`;
  if (exitCode !== 0) return null;
  if (source === "run") return whyNotGreen(title, covers, run.isClean);
  const missing = shows.filter((word) => !shownIn.includes(word));
  return missing.length === 0
    ? null
    : `${title}: the output does not show ${missing.map((word) => `"${word}"`).join(", ")}.`;
}

/** A green run is one of its commit, so nothing may lie beside it, files that git does not know included. */
function whyNotGreen(title: string, covers: string[], isClean: boolean | null): string | null {
  if (covers.length === 0)
    return `${title}: this is none of its commands, and its output shows none of them.`;
  if (isClean === true) return null;
  const found =
    isClean === false ? "there were changes beside it" : "nothing says whether there were changes";
  return `${title}: expected a working folder exactly as its commit, and ${found}. Commit, ignore or remove what "git status" names, and run it again.`;
}

function isComplete(
  state: CheckpointState,
  criterion: string,
  { shows }: Subject,
  pipeline: Pipeline,
): boolean {
  const covered = withCovered(state.covered, criterion, { passed: true, pipeline })[criterion];
  return commandsLeft(covered, shows, pipeline.run).length === 0;
}

/** The commands of a required run that are not green at this commit of this repository (MKD-10). */
export const commandsLeft = (
  covered: Record<string, Covered> | undefined,
  commands: readonly string[],
  { repository, commit }: Pick<Covered, "repository" | "commit">,
): string[] =>
  commands.filter((command) => {
    const last = covered?.[command];
    return last?.isGreen !== true || last.repository !== repository || last.commit !== commit;
  });
