import { subjectOf } from "#lib/domain/checkpoint/decide/report.ts";
import type {
  CheckpointEventType,
  CheckpointText,
  LoggedCheckpointEvent,
} from "#lib/domain/checkpoint/events.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import { sealingCauses } from "#lib/domain/checkpoint/record-document.ts";
import { deputyIn } from "#lib/domain/decision/deputy-events.ts";
import { utc } from "#lib/domain/notice/values.ts";
import type { Owner } from "#lib/domain/protocol/parts/shared.ts";
import type { CheckpointEntry } from "#lib/store/checkpoint-log.ts";
import { fileOf } from "./checkpoint-file.ts";
import type { CheckpointEntryView, FileView } from "./checkpoint-view.ts";

/** The words of an entry of the expected type; null where they are gone. */
export function wordsOf<T extends CheckpointEventType>(
  entries: CheckpointEntry[],
  seq: number,
  type: T,
): CheckpointText<T> | null {
  const entry = entries[seq - 1];
  return entry?.event.type === type ? (entry.text as CheckpointText<T> | null) : null;
}

export function fileView(entry: CheckpointEntry | undefined): FileView | null {
  const file = entry === undefined ? null : fileOf(entry);
  if (file === null) return null;
  const { id, name, bytes, sha256 } = file;
  return { id, name, bytes, sha256 };
}

/** All that was written, without the name of a file, which stands with the file. */
const wordsIn = ({ text }: CheckpointEntry): string =>
  Object.entries(text ?? {})
    .filter(([part, words]) => part !== "name" && words !== "")
    .map(([, words]) => words)
    .join("\n");

export const titleOfOwner = (owner: Owner, { roles, parties }: CheckpointPack): string =>
  "role" in owner
    ? (roles[owner.role]?.title ?? owner.role)
    : owner.parties.map((party) => parties[party]?.title ?? party).join(" or ");

const titled = (parts: readonly { id: string; title: string }[], id: string): string =>
  parts.find((part) => part.id === id)?.title ?? id;

const sideIn = (pack: CheckpointPack, party: string): string =>
  `the ${(pack.parties[party]?.title ?? party).toLowerCase()}`;

function answerIn(pack: CheckpointPack, id: string, go: boolean): string {
  const question = pack.questions.find((one) => one.id === id);
  return `${(go ? question?.go : question?.noGo) ?? ""}. ${question?.title ?? id}`;
}

function sentenceOf({ event }: CheckpointEntry, pack: CheckpointPack): string {
  switch (event.type) {
    case "CheckpointOpened":
      return "opened the checkpoint and locked the baseline";
    case "CriterionReported": {
      const { criterion, passed, source, pipeline } = event.facts;
      const title = subjectOf(pack, criterion)?.title ?? criterion;
      const isByHand = pipeline === undefined && (source === "run" || source === "check");
      return `reported ${passed ? "passed" : "failed"}${isByHand ? ", by hand" : ""}: ${title}`;
    }
    case "CriterionAttested":
      return `attested: ${titled(
        pack.criteria.flatMap(({ items }) => items),
        event.facts.criterion,
      )}`;
    case "AbortTriggered":
      return `aborted it, NO-GO at once: ${titled(pack.aborts, event.facts.trigger)}`;
    case "BaselineObserved":
      return observedIn(event.facts);
    case "RecordPartWritten":
      return `wrote into the record: ${titled(pack.record, event.facts.part)}`;
    case "DeputyNamed": {
      const { party, from, until } = event.facts;
      return `named a deputy to sign for ${sideIn(pack, party)}, from ${utc(from)} until ${utc(until)}`;
    }
    case "DeputyEnded":
      return `took back the deputy of entry ${event.facts.named}`;
    case "AskedBack":
      return `asked ${sideIn(pack, event.facts.to)} before signing: ${titled(pack.questions, event.facts.question)}`;
    case "AnsweredBack":
      return `answered what entry ${event.facts.asked} asks`;
    case "VerdictGiven":
      return `answered for ${sideIn(pack, event.facts.party)}, unsigned: ${answerIn(pack, event.facts.question, event.facts.go)}`;
    case "SignerEnrolled":
      return `named a key to sign with for ${sideIn(pack, event.facts.party ?? "")}`;
    case "VerdictSigned": {
      const { party, question, answer, proof } = event.facts;
      const how = proof.method === "passkey" ? "with a passkey" : "server-attested";
      const as = deputyIn(event.facts.statement) === null ? "" : " as a deputy";
      return `signed for ${sideIn(pack, party)}${as}, ${how}: ${answerIn(pack, question, answer === "go")}`;
    }
    case "VerdictsVoided":
      return `voided the signature of ${event.facts.voided.map((party) => sideIn(pack, party)).join(" and ")}, because what was signed changed: ${titled(pack.questions, event.facts.question)}`;
    case "CheckpointSealed":
      return `sealed ${answerIn(pack, event.facts.question, event.facts.outcome === "go")} (${sealingCauses[event.facts.cause]})`;
    case "CheckpointClosed":
      return "closed the checkpoint";
  }
}

type Log = { entries: CheckpointEntry[]; pack: CheckpointPack; names: Map<string, string> };

/** The log as people read it, the newest first. */
export const entryViews = ({ entries, pack, names }: Log): CheckpointEntryView[] =>
  entries
    .map((entry) => ({
      seq: entry.event.seq,
      at: entry.event.recordedAt,
      by:
        entry.event.actor.kind === "person" ? (names.get(entry.event.actor.id) ?? "somebody") : "The console",
      sentence: sentenceOf(entry, pack),
      words: wordsIn(entry),
      file: fileView(entry),
    }))
    .reverse();

function observedIn({
  moved,
  values,
  unread = {},
}: LoggedCheckpointEvent<"BaselineObserved">["facts"]): string {
  if (moved.length > 0) return "saw a locked value moved: NO-GO";
  if (Object.keys(values).length === 0) return "could not read the baseline";
  const isPartial = Object.keys(unread).length > 0;
  return `looked at the baseline: ${isPartial ? "not all of it was read" : "as it was locked"}`;
}
