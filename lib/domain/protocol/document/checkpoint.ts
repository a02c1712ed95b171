import type {
  CheckpointPack,
  CheckpointSource,
  Group,
  Item,
  NoGo,
  Question,
  RecordPart,
} from "../../checkpoint/pack.ts";
import { listed } from "../condition-words.ts";
import type { ProtocolDocument } from "./document.ts";
import { each, facts, group, list, type Part, part, type Section, text } from "./model.ts";
import { quoted } from "./words.ts";

/** Where each key of a checkpoint's pack is read. A new key does not typecheck until somebody has said where. */
const sectionOf = {
  kind: "title",
  id: "title",
  version: "title",
  title: "title",
  source: "title",
  summary: "title",
  parties: "people",
  roles: "people",
  baseline: "baseline",
  cites: "baseline",
  criteria: "criteria",
  runs: "runs",
  aborts: "ending",
  noGo: "ending",
  questions: "questions",
  record: "record",
} as const satisfies Record<keyof CheckpointSource, string>;
type SectionId = Exclude<(typeof sectionOf)[keyof typeof sectionOf], "title">;

const makers: { [Id in SectionId]: (pack: CheckpointPack) => Section<Id> } = {
  people,
  baseline,
  runs,
  criteria,
  ending,
  questions,
  record,
};

/** A checkpoint's pack as a document to be read, in the same form as an incident's. */
export function checkpointDocumentOf(pack: CheckpointPack): ProtocolDocument {
  const { id, title, version, source, summary } = pack;
  const sections = Object.values(makers).map((make): Section => make(pack));
  return { id, title, version, source, summary, referencePrefix: null, sections };
}

const partyOf = (pack: CheckpointPack, party: string | undefined): string =>
  party === undefined ? "either side" : (pack.parties[party]?.title ?? party);

function people(pack: CheckpointPack): Section<"people"> {
  return {
    id: "people",
    title: "Who takes part",
    short: "Who takes part",
    lead: "Each side gives a verdict of its own on each question.",
    content: [
      group(
        "Parties",
        each(pack.parties, (party, name) =>
          part({ id: `parties.${name}`, title: party.title, of: party, aside: `of ${party.of}` }),
        ),
      ),
      group(
        "Roles",
        each(pack.roles, (role, name) =>
          part({
            id: `roles.${name}`,
            title: role.title,
            of: role,
            aside: role.party === undefined ? undefined : `of ${partyOf(pack, role.party)}`,
            blocks: [list(role.duties)],
          }),
        ),
      ),
    ],
  };
}

function baseline(pack: CheckpointPack): Section<"baseline"> {
  const { lock, abort, verdict } = pack.cites;
  return {
    id: "baseline",
    title: "What is locked",
    short: "What is locked",
    lead: "The values are locked when the checkpoint is opened; one that moves ends it.",
    content: [
      {
        is: "table",
        caption: "Locked values",
        columns: ["Value", "Name"],
        rows: pack.baseline.map((value) => ({
          id: `baseline.${value.name}`,
          title: value.title,
          rule: value.rule,
          reading: value.reading,
          cells: [value.title, [{ code: value.name }]],
        })),
      },
      group(null, [
        part({ id: "cites.lock", title: "The lock holds for both sides", of: { rule: lock } }),
        part({ id: "cites.abort", title: "Whatever ends it, ends it at once", of: { rule: abort } }),
        part({ id: "cites.verdict", title: "A verdict is a side’s own", of: { rule: verdict } }),
      ]),
    ],
  };
}

function runs(pack: CheckpointPack): Section<"runs"> {
  return {
    id: "runs",
    title: "What is run",
    short: "What is run",
    lead: "Each command with what it printed.",
    content: [
      group(
        null,
        each(pack.runs, (run, name) =>
          part({
            id: `runs.${name}`,
            title: run.title,
            of: run,
            aside: partyOf(pack, run.party),
            blocks: [list(run.commands.map((command) => [{ code: command }]))],
          }),
        ),
      ),
    ],
  };
}

function criteria(pack: CheckpointPack): Section<"criteria"> {
  return {
    id: "criteria",
    title: "What must hold",
    short: "What must hold",
    lead: "An item is decided by what shows it, never by a tick.",
    content: [
      group(
        null,
        pack.criteria.map((one) => groupOf(pack, one)),
      ),
    ],
  };
}

const groupOf = (pack: CheckpointPack, one: Group): Part =>
  part({
    id: `criteria.${one.id}`,
    title: one.title,
    of: one,
    items: one.items.map((item) =>
      part({
        id: `criteria.${one.id}.${item.id}`,
        title: item.title,
        of: item,
        aside: partyOf(pack, item.party),
        blocks: [text(decidedWords(pack, item))],
      }),
    ),
  });

function decidedWords(pack: CheckpointPack, item: Item): string {
  switch (item.decidedBy) {
    case "check":
      return item.shows.length === 0
        ? "Decided by a command and what it printed."
        : `Decided by a command whose output shows ${listed(item.shows.map((one) => quoted(one, one)))}.`;
    case "run":
      return `Decided by the run ${quoted(pack.runs[item.run]?.title, item.run)}.`;
    case "evidence":
      return "Decided by where the proof is, and what it says.";
    case "value":
      return item.is === "pin"
        ? "Decided by a tag and its whole commit."
        : `Decided by the locked value ${quoted(lockedTitle(pack, item.is.locked), item.is.locked)}.`;
    case "attestation":
      return `${pack.roles[item.role]?.title ?? item.role} is asked: “${item.says}”`;
    case "system":
      return `The console knows it: no incident of ${listed(item.noIncidentOf, "or")} is open on the service.`;
  }
}

const lockedTitle = (pack: CheckpointPack, name: string): string | undefined =>
  pack.baseline.find((value) => value.name === name)?.title;

function ending(pack: CheckpointPack): Section<"ending"> {
  return {
    id: "ending",
    title: "What ends it at once",
    short: "What ends it",
    lead: null,
    content: [
      group(
        "Aborted when",
        pack.aborts.map((abort) => part({ id: `aborts.${abort.id}`, title: abort.title, of: abort })),
      ),
      group(
        "NO-GO while",
        pack.noGo.map((one) =>
          part({ id: `noGo.${one.id}`, title: one.title, of: one, blocks: [text(unlessWords(pack, one))] }),
        ),
      ),
    ],
  };
}

function unlessWords(pack: CheckpointPack, one: NoGo): string {
  switch (one.unless) {
    case "run-green":
      return `Stands until ${quoted(pack.runs[one.run]?.title, one.run)} is green.`;
    case "record-signed":
      return "Stands until both sides have signed every question.";
    case "baseline-unmoved":
      return "Stands as soon as a locked value has moved.";
    case "no-critical-incident":
      return "Stands while a critical incident is open on the service.";
  }
}

function questions(pack: CheckpointPack): Section<"questions"> {
  return {
    id: "questions",
    title: "What is asked",
    short: "What is asked",
    lead: "Any NO-GO wins; unequal answers are NO-GO until the sides agree.",
    content: [
      group(
        null,
        pack.questions.map((one) => questionOf(pack, one)),
      ),
    ],
  };
}

const questionOf = (pack: CheckpointPack, question: Question): Part =>
  part({
    id: `questions.${question.id}`,
    title: question.title,
    of: question,
    tags: [
      { words: question.go, tone: "met" },
      { words: question.noGo, tone: "breach" },
    ],
    blocks: [
      facts([
        ["GO waits for", titlesOf(question.needs, pack.criteria)],
        ["NO-GO where", titlesOf(question.unless, pack.noGo)],
        ["Its GO opens", question.opens ? "what waits for this checkpoint" : null],
        ["Its GO is signed", question.passkeys ? "with a passkey of each side" : null],
        ["A sealed GO stands for", hoursInWords(question.goStandsForHours)],
      ]),
    ],
  });

const hoursInWords = (hours: number | undefined): string | null => {
  if (hours === undefined) return null;
  return hours % 24 === 0 && hours > 24 ? `${hours / 24} days` : `${hours} hours`;
};

const titlesOf = (ids: readonly string[], among: readonly { id: string; title: string }[]): string | null =>
  ids.length === 0 ? null : listed(ids.map((id) => quoted(among.find((one) => one.id === id)?.title, id)));

function record(pack: CheckpointPack): Section<"record"> {
  return {
    id: "record",
    title: "What the record holds",
    short: "The record",
    lead: null,
    content: [
      group(
        null,
        pack.record.map((one) =>
          part({ id: `record.${one.id}`, title: one.title, of: one, blocks: [text(recordWords(pack, one))] }),
        ),
      ),
    ],
  };
}

function recordWords(pack: CheckpointPack, one: RecordPart): string {
  switch (one.from) {
    case "time":
      return "The time of the decision.";
    case "verdicts":
      return `The verdicts of ${partyOf(pack, one.party)}.`;
    case "baseline":
      return "The locked values.";
    case "evidence":
      return "The evidence that was handed in.";
    case "words":
      return `${partyOf(pack, one.party)} writes: ${one.asks}${one.owner ? " With the role that answers for it." : ""}`;
  }
}
