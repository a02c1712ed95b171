import { z } from "zod";
import { recordDocument, sealingCauses } from "#lib/domain/checkpoint/record-document.ts";
import { digestOf } from "#lib/platform/digest.ts";
import { filesNamed } from "../evidence.ts";
import type { Report } from "../findings.ts";
import type { Log, Reading, Sealed } from "../followed.ts";
import { readJson } from "../json.ts";
import { markdownOf, type Names, nameOf } from "../reading.ts";
import { type CheckpointAct, readCheckpointActs } from "./acts.ts";
import { followCheckpoint } from "./follow.ts";
import type { Past, SealedQuestion } from "./past.ts";
import { nameOfSealing, statementOfQuestion } from "./records.ts";
import { readCheckpointPack } from "./shapes.ts";

/** A checkpoint's log: what it pins and names, and what it comes to. */
export function readCheckpointLog({ stream, entries }: Log, report: Report): Reading {
  const [first, ...acts] = readCheckpointActs(entries, report);
  const opening = first?.type === "CheckpointOpened" && first.seq === 1 ? first : null;
  return {
    packHash: opening?.facts.pack.hash ?? null,
    files: filesIn(acts),
    follow: (bytes) => {
      const pack = readCheckpointPack(bytes);
      if (pack === null || opening === null) return null;
      const given = {
        stream,
        packHash: opening.facts.pack.hash,
        pack,
        hashes: entries.map(({ hash }) => hash),
      };
      const past = followCheckpoint(opening, acts, given, report);
      const words = wordsIn(acts);
      return { ...past, sealed: past.sealed.map((one) => sealedOf(past, one, words)) };
    },
  };
}

/** What a pipeline put out, and what somebody handed in with a report. */
const filesIn = (acts: readonly CheckpointAct[]) =>
  filesNamed(acts, (act) => {
    if (act.type !== "CriterionReported") return [];
    const { pipeline, file } = act.facts;
    return [pipeline?.file, file].filter((one) => one !== undefined);
  });

const Written = z.strictObject({ words: z.string() }).transform(({ words }) => words);
const Remedied = z.strictObject({ remediation: z.string() }).transform(({ remediation }) => remediation);

/** What people wrote into the record and with their verdicts, by its digest. */
const wordsIn = (acts: readonly CheckpointAct[]): Map<string, string> =>
  new Map(acts.flatMap(writtenWith).map((words) => [digestOf(words), words]));

function writtenWith({ type, words }: CheckpointAct): string[] {
  const shape = type === "RecordPartWritten" ? Written : type === "VerdictSigned" ? Remedied : null;
  const written = shape === null || words === null ? null : readJson(words, shape);
  return written === null ? [] : [written];
}

function sealedOf(past: Past, sealed: SealedQuestion, words: Map<string, string>): Sealed {
  const { act, question, given } = sealed;
  const { outcome, cause, validUntil } = act.facts;
  return {
    summary: {
      ...{
        decision: question.id,
        question: question.title,
        outcome,
        go: outcome === "go",
        cause,
        validUntil,
        takenBackBy: laterOf(past, sealed)?.seq ?? null,
      },
      ...{ entry: act.seq, sealedAt: act.occurredAt },
      verdicts: given.map(({ party, verdict: { by, go, at, signature } }) => ({
        ...{ party, person: by, answer: go ? "go" : "no-go", means: signature.proof.method, signedAt: at },
      })),
    },
    name: nameOfSealing(act),
    statement: statementOfQuestion(past.stream, act),
    markdown: (names) => textOf(past, sealed, words, names),
  };
}

/** What ended a checkpoint seals anew what was a GO. */
const laterOf = ({ sealed }: Past, { act, question }: SealedQuestion) =>
  sealed.find((other) => other.question.id === question.id && other.act.seq > act.seq)?.act;

/** A sealed question as a document for people. */
function textOf(past: Past, sealed: SealedQuestion, words: Map<string, string>, names: Names): string {
  const { stream, pack } = past;
  const { act, record } = sealed;
  const later = laterOf(past, sealed);
  if (record === null) return `# ${stream}: what entry ${act.seq} sealed cannot be read\n`;
  const document = recordDocument(record, {
    person: (id) => nameOf(names, id),
    party: (id) => pack.parties[id]?.title ?? id,
    role: (id) => pack.roles[id]?.title ?? id,
    words: (digest) => words.get(digest) ?? null,
    cause: sealingCauses[record.cause],
    later: later && { seq: later.seq, at: later.recordedAt, cause: later.facts.cause },
  });
  return markdownOf(document, { stream, entry: act.seq, recordDigest: act.facts.recordDigest });
}
