import { hasOneTimeCodes } from "#lib/auth/signature/one-time-codes.ts";
import { unanswered } from "#lib/domain/checkpoint/asking.ts";
import { expectedValue, itemOf, subjectOf } from "#lib/domain/checkpoint/decide/report.ts";
import { type CheckpointObligation, checkpointObligations } from "#lib/domain/checkpoint/obligations.ts";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import { mayReadThis, namedDeputies } from "#lib/domain/checkpoint/read.ts";
import { isPartThere } from "#lib/domain/checkpoint/record.ts";
import { endedBy, hindrance, itemHolds, noGoStands, standingOf } from "#lib/domain/checkpoint/standing.ts";
import { settings } from "#lib/platform/env.ts";
import { readCheckpointEntries, stateOfEntries } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { checkpointSurroundings } from "#lib/store/checkpoints.ts";
import { findPersons, listPeople } from "#lib/store/people.ts";
import { answerOwed } from "./checkpoint-asked.ts";
import { deputiesOf, ledBy, signsFor } from "./checkpoint-deputies.ts";
import { entryViews, fileView, titleOfOwner, wordsOf } from "./checkpoint-entry.ts";
import { questionsOf } from "./checkpoint-questions.ts";
import { ranOf } from "./checkpoint-runs.ts";
import type { CheckpointSource } from "./checkpoint-source.ts";
import type { CheckpointView, OwedView, ProofView, SubjectView } from "./checkpoint-view.ts";
import type { CheckpointReader } from "./checkpoints.ts";

/** A checkpoint for one reader; null where there is none or it is not the reader's to see. */
export async function readCheckpointView(
  reference: string,
  reader: CheckpointReader,
): Promise<CheckpointView | null> {
  const entries = await readCheckpointEntries(reference);
  const state = stateOfEntries(entries);
  if (state === null) return null;
  const pack = await checkpointPackByHash(state.pack.hash);
  if (!mayReadThis(namedDeputies(state), pack, reader)) return null;
  const actors = entries.map(({ event }) => event.actor).filter(({ kind }) => kind === "person");
  const named = state.deputies.map(({ person }) => person);
  const [around, persons, hasCodes, people] = await Promise.all([
    checkpointSurroundings(state.service.id),
    findPersons([...new Set([...actors.map(({ id }) => id), ...named])]),
    hasOneTimeCodes(reader.personId),
    unanswered(state, pack).length > 0 || ledBy({ state, pack, reader }) !== null ? listPeople() : [],
  ]);
  const names = new Map(persons.map(({ id, name }) => [id, name]));
  return viewOf({ state, pack, around, entries, names, people, reader, hasOneTimeCodes: hasCodes });
}

function viewOf(source: CheckpointSource): CheckpointView {
  const { state, pack, around, entries, reader } = source;
  const ended = endedBy(state, pack);
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
    head: { seq: state.seq, hash: state.head },
    standing: standingOf(state, pack),
    ended,
    baseline: baselineOf(source),
    groups: groupsOf(source),
    runs: runsOf(source),
    aborts: pack.aborts.map((one) => ({
      ...hindrance(one),
      isPulled: state.aborts.some(({ trigger }) => trigger === one.id),
    })),
    noGo: pack.noGo.map((one) => ({ ...hindrance(one), stands: noGoStands(one, state, pack, around) })),
    questions: questionsOf(source),
    record: recordOf(source),
    roles: Object.entries(pack.roles).map(([id, { title }]) => ({ id, title })),
    deputies: deputiesOf(source),
    owed: owedViews(source),
    timeline: entryViews(source),
    shows: Object.fromEntries(subjects.map((id) => [id, subjectOf(pack, id)?.shows ?? []])),
    expected: Object.fromEntries(subjects.map((id) => [id, expectedValue(itemOf(pack, id), state)])),
    files: { mostBytes: settings().evidence.mostBytes },
    viewer: {
      party: reader.party !== null && pack.parties[reader.party] !== undefined ? reader.party : null,
      signsFor: signsFor(source),
      hasOneTimeCodes: source.hasOneTimeCodes,
    },
  };
}

const groupsOf = (source: CheckpointSource): CheckpointView["groups"] =>
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

const runsOf = (source: CheckpointSource): CheckpointView["runs"] =>
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

const baselineOf = ({ state, pack }: CheckpointSource): CheckpointView["baseline"] =>
  pack.baseline.map(({ name, title, rule }) => ({
    name,
    title,
    rule: rule ?? null,
    locked: state.locked[name] ?? "",
    now: state.seen[name] ?? null,
    isMoved: state.moved?.names.includes(name) ?? false,
    unread: state.unread[name] ?? null,
  }));

function proofOf({ state, pack, entries, names }: CheckpointSource, subject: string): ProofView | null {
  const report = state.reports[subject];
  if (report !== undefined) {
    const { passed, value, at, seq } = report;
    const words = wordsOf(entries, seq, "CriterionReported");
    const shown = { command: words?.command ?? "", output: words?.output ?? "" };
    const ran = ranOf(state, pack, subject);
    const file = ran === null ? fileView(entries[seq - 1]) : null;
    return { passed, value, at, by: names.get(report.by) ?? "", ran, file, ...shown };
  }
  const attested = state.attested[subject];
  if (attested === undefined) return null;
  const command = wordsOf(entries, attested.seq, "CriterionAttested")?.reason ?? "";
  const by = names.get(attested.by) ?? "";
  return { passed: true, value: null, at: attested.at, by, command, output: "", ran: null, file: null };
}

const recordOf = ({ state, pack, entries }: CheckpointSource): CheckpointView["record"] =>
  pack.record.map((part) => {
    const written = state.written[part.id];
    const words = written ? (wordsOf(entries, written.seq, "RecordPartWritten")?.words ?? null) : null;
    return {
      ...hindrance(part),
      isThere: isPartThere(part, state, pack),
      words,
      owner: written?.owner ? (pack.roles[written.owner]?.title ?? written.owner) : null,
      asks: part.from === "words" ? part.asks : null,
      asksOwner: part.from === "words" && part.owner,
    };
  });

const owedViews = (source: CheckpointSource): OwedView[] => {
  const { state, pack, around, reader } = source;
  return checkpointObligations(state, pack, around).map((one) => ({
    ...one,
    by: titleOfOwner(one.owner, pack),
    ...answerOwed(source, one),
    isMine: isMine(one, reader, signsFor(source)?.party ?? null),
  }));
};

/** A deputy owes what a signer does, and nothing else of the side's. */
function isMine(
  { act, owner }: CheckpointObligation,
  reader: CheckpointReader,
  signs: string | null,
): boolean {
  if ("role" in owner) return reader.party !== null && reader.roles.includes(owner.role);
  const isSigning = act.kind === "answer" || act.kind === "answer-back";
  const party = isSigning ? signs : reader.party;
  return party !== null && owner.parties.includes(party);
}
