import { z } from "zod";
import { evolveCheckpoint } from "#lib/domain/checkpoint/evolve.ts";
import { sealingOf } from "#lib/domain/checkpoint/question.ts";
import { endedBy } from "#lib/domain/checkpoint/standing.ts";
import { referenceOf } from "#lib/domain/record/streams.ts";
import { digestOf } from "#lib/platform/digest.ts";
import type { Report } from "../findings.ts";
import { enrol } from "../follow.ts";
import { isPinned, isSame } from "../history.ts";
import { readJson } from "../json.ts";
import { isWritten } from "../signatures.ts";
import { placeOf } from "../typed-entries.ts";
import type { CheckpointAct } from "./acts.ts";
import { checkClosing } from "./closing.ts";
import { foreignIn } from "./names.ts";
import type { Past } from "./past.ts";
import { checkCheckpointSealing } from "./sealings.ts";
import { checkCheckpointVerdict, checkVoiding } from "./verdicts.ts";

/**
 * Follows a checkpoint's log from its opening to its last entry. The state is the console's own reading of the log, and
 * each packet, verdict and sealing is held against it where it stands.
 */
export function followCheckpoint(
  opening: CheckpointAct<"CheckpointOpened">,
  acts: readonly CheckpointAct[],
  given: Pick<Past, "stream" | "packHash" | "pack" | "hashes">,
  report: Report,
): Past {
  const state = evolveCheckpoint(null, opening);
  const past: Past = { ...given, state, signers: new Map(), keys: new Set(), proofs: [], sealed: [] };
  checkOpening(past, opening, report);
  for (const act of acts) {
    if (past.state.closed !== null)
      report.wrong("decision", placeOf(act.seq), "the checkpoint was closed before it");
    const foreign = foreignIn(past, act);
    if (foreign !== null) {
      report.wrong(foreign.check, placeOf(act.seq), foreign.message);
      continue;
    }
    check(past, act, report);
    past.state = evolveCheckpoint(past.state, act);
  }
  checkEnding(past, report);
  return past;
}

function checkOpening(past: Past, { facts, seq }: CheckpointAct<"CheckpointOpened">, report: Report): void {
  const wrong = (message: string) => report.wrong("decision", placeOf(seq), message);
  const { stream, pack } = past;
  if (facts.reference !== referenceOf(stream)) wrong("it opens another checkpoint than this log's");
  if (!isPinned(past, facts.pack))
    wrong("it names the protocol that it pins otherwise than the protocol does");
  const names = new Set(pack.baseline.map(({ name }) => name));
  if (!isSame(Object.keys(facts.locked).sort(), [...names].sort()))
    wrong("the values that it locks are not those of the protocol");
}

const Shown = z.strictObject({ command: z.string(), output: z.string() });
const ShownWithFile = Shown.extend({ name: z.string() });
const otherWords = "its digest is not that of what was written with it";

function check(past: Past, act: CheckpointAct, report: Report): void {
  const wrong = () => report.wrong("evidence", placeOf(act.seq), otherWords);
  switch (act.type) {
    case "CriterionReported":
      if (act.words !== null && !isShown(act.facts, act.words)) wrong();
      return;
    case "CriterionAttested":
      if (!isWrittenWith(act, "reason")) wrong();
      return;
    case "RecordPartWritten":
      if (!isWrittenWith(act, "words")) wrong();
      return;
    case "BaselineObserved":
      checkObservation(past, act, report);
      return;
    case "VerdictGiven":
      report.note(placeOf(act.seq), "a verdict that nobody signed: it counts for nothing");
      return;
    case "SignerEnrolled":
      enrol(past, act, report);
      return;
    case "VerdictSigned":
      checkCheckpointVerdict(past, act, report);
      return;
    case "VerdictsVoided":
      checkVoiding(past, act, report);
      return;
    case "CheckpointSealed":
      checkCheckpointSealing(past, act, report);
      return;
    case "CheckpointClosed":
      checkClosing(past, act, report);
      return;
    case "CheckpointOpened":
    case "AbortTriggered":
    case "DeputyNamed":
    case "DeputyEnded":
    case "AskedBack":
    case "AnsweredBack":
      return;
  }
}

/** What was shown are the words, and the file beside them where there is one. */
function isShown({ digest, file }: CheckpointAct<"CriterionReported">["facts"], words: string): boolean {
  const shown = readJson(words, file === undefined ? Shown : ShownWithFile);
  if (shown === null) return false;
  return digestOf(file === undefined ? shown : { ...shown, file: file.sha256 }) === digest;
}

/** Entries of the first version have no digest of their words; those of their text cover them. */
const isWrittenWith = (
  { facts, words }: CheckpointAct<"CriterionAttested" | "RecordPartWritten">,
  name: string,
) => facts.digest === undefined || isWritten(words, name, digestOf, facts.digest);

function checkObservation(
  { state }: Past,
  { facts: { values, moved }, seq }: CheckpointAct<"BaselineObserved">,
  report: Report,
): void {
  const others = Object.keys(values).filter((name) => values[name] !== state.locked[name]);
  if (!isSame(others.sort(), moved.toSorted()))
    report.wrong("decision", placeOf(seq), "the values that it says moved are not those that differ");
}

/** What ended a checkpoint takes back each GO that was sealed before (MKD-1, MKD-6). */
function checkEnding({ state, pack }: Past, report: Report): void {
  if (endedBy(state, pack).length === 0) return;
  const seq = Math.min(...state.aborts.map((one) => one.seq), state.moved?.seq ?? Number.POSITIVE_INFINITY);
  for (const { id } of pack.questions)
    if (sealingOf(state, id)?.outcome === "go")
      report.wrong(
        "decision",
        placeOf(seq),
        `it ended the checkpoint, and the GO of "${id}" was not taken back`,
      );
}
