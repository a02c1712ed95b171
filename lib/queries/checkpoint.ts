import { subjectOf } from "#lib/domain/checkpoint/decide/report.ts";
import { checkpointObligations } from "#lib/domain/checkpoint/obligations.ts";
import { outcomesOf, whyNotGo } from "#lib/domain/checkpoint/outcome.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import { mayReadCheckpoint } from "#lib/domain/checkpoint/read.ts";
import { isPartThere } from "#lib/domain/checkpoint/record.ts";
import {
  type CheckpointSurroundings,
  endedBy,
  hindrance,
  itemHolds,
  noGoStands,
} from "#lib/domain/checkpoint/standing.ts";
import type { CheckpointState } from "#lib/domain/checkpoint/state.ts";
import { type CheckpointEntry, readCheckpointEntries, stateOfEntries } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { checkpointSurroundings } from "#lib/store/checkpoints.ts";
import { findPersons } from "#lib/store/people.ts";
import { findServices, type Values } from "#lib/store/services.ts";
import { entryViews, titleOfOwner, wordsOf } from "./checkpoint-entry.ts";
import { ranOf } from "./checkpoint-runs.ts";
import type { CheckpointView, OwedView, ProofView, QuestionView, SubjectView } from "./checkpoint-view.ts";
import type { CheckpointReader } from "./checkpoints.ts";

/** What the parts of the view are made from. */
type Source = {
  state: CheckpointState;
  pack: CheckpointPack;
  around: CheckpointSurroundings;
  entries: CheckpointEntry[];
  names: Map<string, string>;
  reader: CheckpointReader;
  approved: Values;
};

/** A checkpoint for one reader; null where there is none or it is not the reader's to see. */
export async function readCheckpointView(
  reference: string,
  reader: CheckpointReader,
): Promise<CheckpointView | null> {
  const entries = await readCheckpointEntries(reference);
  const state = stateOfEntries(entries);
  if (state === null) return null;
  const pack = await checkpointPackByHash(state.pack.hash);
  if (!mayReadCheckpoint(pack, reader)) return null;
  const actors = entries.map(({ event }) => event.actor).filter(({ kind }) => kind === "person");
  const [around, persons, [service]] = await Promise.all([
    checkpointSurroundings(state.service.id),
    findPersons([...new Set(actors.map(({ id }) => id))]),
    findServices([state.service.id]),
  ]);
  const names = new Map(persons.map(({ id, name }) => [id, name]));
  const place = service?.environments.find(({ name }) => name === state.service.environment);
  return viewOf({ state, pack, around, entries, names, reader, approved: place?.baseline ?? {} });
}

function viewOf(source: Source): CheckpointView {
  const { state, pack, around, entries, reader } = source;
  const ended = endedBy(state, pack);
  const owed = owedViews(source);
  const isOver = state.closed === null ? null : ("closed" as const);
  const standing = isOver ?? (ended.length > 0 ? "no-go" : owed.length === 0 ? "decision-open" : "open");
  const subjects = [
    ...pack.criteria.flatMap(({ items }) => items.map(({ id }) => id)),
    ...Object.keys(pack.runs),
  ];
  return {
    reference: state.reference,
    title: wordsOf(entries, 1, "CheckpointOpened")?.title ?? "",
    pack: { id: pack.id, title: pack.title, version: pack.version },
    service: state.service,
    openedAt: state.openedAt,
    standing,
    ended,
    baseline: baselineOf(source),
    groups: groupsOf(source),
    runs: runsOf(source),
    aborts: pack.aborts.map((one) => ({
      ...hindrance(one),
      isPulled: state.aborts.some(({ trigger }) => trigger === one.id),
    })),
    noGo: pack.noGo.map((one) => ({ ...hindrance(one), stands: noGoStands(one, state, around) })),
    questions: questionsOf(source),
    record: recordOf(source),
    roles: Object.entries(pack.roles).map(([id, { title }]) => ({ id, title })),
    owed,
    timeline: entryViews(source),
    shows: Object.fromEntries(subjects.map((id) => [id, subjectOf(pack, id)?.shows ?? []])),
    viewer: {
      party: reader.party !== null && pack.parties[reader.party] !== undefined ? reader.party : null,
    },
  };
}

const groupsOf = (source: Source): CheckpointView["groups"] =>
  source.pack.criteria.map(({ items, ...group }) => ({
    ...hindrance(group),
    items: items.map(
      (item): SubjectView => ({
        ...hindrance(item),
        decidedBy: item.decidedBy,
        holds: itemHolds(item, source.state, source.around),
        party: partyTitle(source.pack, item.party),
        proof: proofOf(source, item.decidedBy === "run" ? item.run : item.id),
        reading: item.reading ?? null,
      }),
    ),
  }));

const runsOf = (source: Source): CheckpointView["runs"] =>
  Object.entries(source.pack.runs).map(([id, { title, rule, party, commands }]) => ({
    ...hindrance({ id, title, rule }),
    decidedBy: "run",
    holds: source.state.reports[id]?.passed === true,
    party: partyTitle(source.pack, party),
    proof: proofOf(source, id),
    reading: null,
    commands,
  }));

const partyTitle = (pack: CheckpointPack, party: string | undefined): string | null =>
  party === undefined ? null : (pack.parties[party]?.title ?? party);

const baselineOf = ({ state, pack, approved }: Source): CheckpointView["baseline"] =>
  pack.baseline.map(({ name, title, rule }) => ({
    name,
    title,
    rule: rule ?? null,
    locked: state.locked[name] ?? "",
    now: approved[name] ?? state.seen[name] ?? null,
    isMoved: state.moved?.names.includes(name) ?? false,
  }));

function proofOf({ state, pack, entries, names }: Source, subject: string): ProofView | null {
  const report = state.reports[subject];
  if (report !== undefined) {
    const { passed, value, at, seq } = report;
    const words = wordsOf(entries, seq, "CriterionReported");
    const shown = { command: words?.command ?? "", output: words?.output ?? "" };
    const ran = ranOf(state, pack, subject);
    return { passed, value, at, by: names.get(report.by) ?? "", ran, ...shown };
  }
  const attested = state.attested[subject];
  if (attested === undefined) return null;
  const command = wordsOf(entries, attested.seq, "CriterionAttested")?.reason ?? "";
  const by = names.get(attested.by) ?? "";
  return { passed: true, value: null, at: attested.at, by, command, output: "", ran: null };
}

function questionsOf({ state, pack, around, entries, names }: Source): QuestionView[] {
  const outcomes = outcomesOf(state, pack, around);
  return pack.questions.map((question) => {
    const outcome = outcomes.find((one) => one.question === question.id);
    const { id, title, go, noGo, rule } = question;
    return {
      id,
      title,
      go,
      noGo,
      rule: rule ?? null,
      sides: Object.entries(pack.parties).map(([party, side]) => {
        const given = state.verdicts[party]?.[id];
        const verdict = given && {
          go: given.go,
          by: names.get(given.by) ?? "",
          at: given.at,
          remediation: wordsOf(entries, given.seq, "VerdictGiven")?.remediation ?? "",
        };
        return { party, title: side.title, of: side.of, verdict: verdict ?? null };
      }),
      isGo: outcome?.go ?? false,
      because: outcome?.because ?? [],
      against: whyNotGo(question, state, pack, around),
    };
  });
}

const recordOf = ({ state, pack, entries }: Source): CheckpointView["record"] =>
  pack.record.map((part) => {
    const written = state.written[part.id];
    const words = written ? (wordsOf(entries, written.seq, "RecordPartWritten")?.words ?? null) : null;
    const owner = written?.owner ? pack.roles[written.owner]?.title : undefined;
    return {
      ...hindrance(part),
      isThere: isPartThere(part, state, pack),
      words: owner === undefined ? words : `${words} (${owner})`,
      asks: part.from === "words" ? part.asks : null,
      asksOwner: part.from === "words" && part.owner,
    };
  });

const owedViews = ({ state, pack, around, reader }: Source): OwedView[] =>
  checkpointObligations(state, pack, around).map((one) => ({
    ...one,
    by: titleOfOwner(one.owner, pack),
    isMine:
      reader.party !== null &&
      ("role" in one.owner
        ? reader.roles.includes(one.owner.role)
        : one.owner.parties.includes(reader.party)),
  }));
