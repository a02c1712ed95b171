import type { StoredFile } from "../../evidence/shapes.ts";
import { accept, type Outcome, refuse } from "../../refusal.ts";
import type { CheckpointPack, Item } from "../pack.ts";
import type { CheckpointState, Report } from "../state.ts";
import { asOpenSpeaker, type CheckpointCircumstances, type CheckpointDecided, ofSide } from "./who.ts";

export type Subject = {
  title: string;
  party: string | undefined;
  rule: string | undefined;
  source: Report["source"];
  shows: string[];
  item: Item | null;
};

export type ReportInput = {
  criterion: string;
  passed: boolean;
  value: string | null;
  command: string;
  output: string;
  /** Handed in with the words, under a name. */
  file?: StoredFile & { name: string };
};

export const itemOf = (pack: CheckpointPack, id: string): Item | undefined =>
  pack.criteria.flatMap(({ items }) => items).find((item) => item.id === id);

/** What can be reported on: a required run, or an item that a check, evidence or a value decides. */
export function subjectOf(pack: CheckpointPack, id: string): Subject | null {
  const run = pack.runs[id];
  if (run !== undefined) return { ...about(run), source: "run", shows: run.commands, item: null };
  const item = itemOf(pack, id);
  if (item === undefined) return null;
  switch (item.decidedBy) {
    case "check":
      return { ...about(item), source: "check", shows: item.shows, item };
    case "evidence":
    case "value":
      return { ...about(item), source: item.decidedBy, shows: [], item };
    case "run":
    case "attestation":
    case "system":
      return null;
  }
}

const about = ({
  title,
  party,
  rule,
}: {
  title: string;
  party?: string | undefined;
  rule?: string | undefined;
}) => ({
  title,
  party,
  rule,
});

/** Who may report on what: somebody of the side that answers for it, while the checkpoint is open. */
export function mayReport(
  state: CheckpointState,
  pack: CheckpointPack,
  criterion: string,
  circumstances: CheckpointCircumstances,
): Outcome<{ subject: Subject; party: string }> {
  const speaker = asOpenSpeaker(state, pack, circumstances);
  if (!speaker.ok) return speaker;
  const subject = subjectOf(pack, criterion);
  if (subject === null)
    return refuse("invalid", null, `"${criterion}" is nothing that can be reported here.`);
  const side = ofSide(speaker.value, subject.party, pack, subject.rule);
  return side.ok ? accept({ subject, party: side.value.party }) : side;
}

/**
 * Records what a check, a run, evidence or a value came to; the output is what counts, so it is asked for. The digest
 * is also that of the file, because a packet holds nothing else of what was shown (MKD-8).
 */
export function decideReport(
  state: CheckpointState,
  pack: CheckpointPack,
  input: ReportInput,
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const allowed = mayReport(state, pack, input.criterion, circumstances);
  if (!allowed.ok) return allowed;
  const { subject, party } = allowed.value;
  const wrong = input.passed ? whyNotPassed(subject, state, input) : null;
  if (wrong !== null) return refuse("rule", subject.rule ?? null, wrong);
  const { criterion, passed, value, command, output } = input;
  const said = { criterion, source: subject.source, passed, value, party };
  const words = { command, output };
  if (input.file === undefined) {
    const facts = { ...said, digest: circumstances.digest(words) };
    return accept([{ type: "CriterionReported", facts, text: words }]);
  }
  const { name, ...file } = input.file;
  const text = { ...words, name };
  const facts = { ...said, digest: circumstances.digest({ ...text, file: file.sha256 }), file };
  return accept([{ type: "CriterionReported", facts, text }]);
}

/** Of evidence, a file with a few words is enough; a result is told by its output. */
const isFileEnough = (subject: Subject, { file }: ReportInput): boolean =>
  subject.source === "evidence" && file !== undefined;

function whyNotPassed(subject: Subject, state: CheckpointState, input: ReportInput): string | null {
  if (input.output.trim() === "" && !isFileEnough(subject, input))
    return `${subject.title}: expected the output that shows it.`;
  const missing = subject.shows.filter((word) => !input.output.includes(word));
  if (missing.length > 0)
    return `${subject.title}: the output does not show ${missing.map((word) => `"${word}"`).join(", ")}.`;
  const expected = expectedValue(subject.item, state);
  if (subject.item?.decidedBy !== "value" || expected === null) return null;
  const value = input.value ?? "";
  const fits =
    subject.item.is === "pin"
      ? /^[^\s@]{1,120}@[0-9a-f]{40}$/.test(value)
      : value === state.locked[subject.item.is.locked];
  return fits ? null : `${subject.title}: expected ${expected}.`;
}

/** Which value a report must name, in words; null where an item asks for none. */
export function expectedValue(
  item: Item | null | undefined,
  { locked }: Pick<CheckpointState, "locked">,
): string | null {
  if (item?.decidedBy !== "value") return null;
  return item.is === "pin"
    ? "a tag, an @ and the whole commit of 40 digits"
    : `${locked[item.is.locked]}, which is locked`;
}

/** A named role's word that something holds: signed for by name, and told apart from a check. */
export function decideAttestation(
  state: CheckpointState,
  pack: CheckpointPack,
  input: { criterion: string; reason: string },
  circumstances: CheckpointCircumstances,
): CheckpointDecided {
  const speaker = asOpenSpeaker(state, pack, circumstances);
  if (!speaker.ok) return speaker;
  const item = itemOf(pack, input.criterion);
  if (item?.decidedBy !== "attestation")
    return refuse("invalid", null, `"${input.criterion}" is nothing that can be attested here.`);
  if (!speaker.value.roles.includes(item.role)) {
    const role = pack.roles[item.role]?.title ?? item.role;
    return refuse("unauthorised", item.rule ?? null, `Only a ${role} attests this.`);
  }
  const digest = circumstances.digest(input.reason);
  const facts = { criterion: item.id, role: item.role, party: speaker.value.party, digest };
  return accept([{ type: "CriterionAttested", facts, text: { reason: input.reason } }]);
}
