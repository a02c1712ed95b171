import { decideAnsweringBack, decideAskingBack } from "../decide/asking.ts";
import { decideEndingDeputy, decideNamingDeputy } from "../decide/deputy.ts";
import { decideAbort, decideClosing, decideObservation } from "../decide/ending.ts";
import { decideSigner } from "../decide/enrolment.ts";
import type { VerdictDraft } from "../decide/verdict.ts";
import type { ObservationSource } from "../events.ts";
import { attested, keyOf } from "./proofs.ts";
import { changesSomething, mends, reports, runs, writes } from "./proving.ts";
import { everybody, nobody, type Reading, type Table, unsided } from "./table.ts";

export type Act = (table: Table, who: number, what: number) => unknown;

/** What is left of a number picks, so that any number is a choice. */
export const pick = <T>(from: readonly T[], number: number): T => from[number % from.length] as T;
const sides = ["producer", "consumer"] as const;
const questions = ["rehearsal", "cutover", "cutover"];
const answers = ["go", "go", "no-go", "go", "go"] as const;
const reason = "It is as it is.";

const inSide = (table: Table, party: string) =>
  everybody.filter((person) => table.seat(person).party === party);
/** Mostly somebody who is of a side now. */
const signer = (table: Table, who: number): string => {
  const own = inSide(table, pick(sides, who));
  return who % 6 === 5 || own.length === 0 ? pick(everybody, who) : pick(own, who >> 1);
};
/** Mostly of the question that is next. */
const draftOf = ({ world }: Table, what: number): VerdictDraft => {
  const next = world.sealed.rehearsal === undefined ? "rehearsal" : "cutover";
  const question = what % 3 === 2 ? pick(questions, what) : next;
  return { question, answer: pick(answers, what), remediation: what % 7 === 6 ? " " : "Mend it." };
};
const latest = ({ readings }: Table, back: number): Reading | undefined => readings.at(-1 - (back % 4));

/** Two of the two sides are shown the same state, and sign one after the other, as the lock makes them. */
function bothSign(table: Table, who: number, draft: VerdictDraft, other = draft): void {
  const pair = who % 2 === 0 ? sides : [...sides].reverse();
  const shown = pair.map((side, index) => {
    const person = inSide(table, side)[0];
    return person === undefined ? null : table.reads(person, index === 0 ? draft : other);
  });
  for (const reading of shown) if (reading !== null) table.signs(reading.person, reading.signed);
}

export const signing: Record<string, Act> = {
  reads: (table, who, what) => table.reads(signer(table, who), draftOf(table, what)),
  "signs what they read": (table, who) => {
    const reading = latest(table, who);
    if (reading !== undefined) table.signs(reading.person, reading.signed);
  },
  "reads and signs": (table, who, what) => {
    const reading = table.reads(signer(table, who), draftOf(table, what));
    if (reading !== null) table.signs(reading.person, reading.signed);
  },
  "both say GO at once": (table, who, what) =>
    bothSign(table, who, { ...draftOf(table, what), answer: "go" }),
  "both answer at once": (table, who, what) =>
    bothSign(table, who, draftOf(table, what), draftOf(table, what + who)),
  "reads, it changes, and signs": (table, who, what) => {
    const reading = table.reads(signer(table, who), draftOf(table, what));
    changesSomething(table, who, what);
    if (reading !== null) table.signs(reading.person, reading.signed);
  },
  "signs what another read": (table, who, what) => {
    const reading = latest(table, what);
    if (reading !== undefined) table.signs(signer(table, who), reading.signed);
  },
  "signs other words than they read": (table, who, what) => {
    const reading = latest(table, who);
    if (reading !== undefined) table.signs(reading.person, { ...reading.signed, ...draftOf(table, what) });
  },
  "signs without a passkey": (table, who, what) => {
    const reading = table.reads(signer(table, who), draftOf(table, what));
    if (reading !== null) table.signs(reading.person, reading.signed, attested);
  },
};

/** A revoked key is refused by the commands, which read the passkeys' own log; this machine knows what its log enrolled. */
export const keys: Record<string, Act> = {
  "signs with a key that is not theirs": (table, who, what) => {
    const reading = table.reads(signer(table, who), draftOf(table, what));
    const proof = table.passkeyOf(signer(table, what));
    if (reading !== null && proof.method === "passkey")
      table.signs(reading.person, reading.signed, { ...proof, ...keyOf(reading.person, what % 2) });
  },
  "signs with another's key": (table, who, what) => {
    const reading = table.reads(signer(table, who), draftOf(table, what));
    if (reading !== null) table.signs(reading.person, reading.signed, table.passkeyOf(signer(table, what)));
  },
  "signs with a key that was swapped": (table, who, what) => {
    const reading = table.reads(signer(table, who), draftOf(table, what));
    const own = table.passkeyOf(signer(table, who));
    if (reading !== null && own.method === "passkey")
      table.signs(reading.person, reading.signed, { ...own, publicKeyCose: "another key" });
  },
  "names another's key as their own": (table, who, what) => {
    const person = signer(table, who);
    const { publicKeyCose } = table.keyOf(pick(everybody, what));
    const key = { ...keyOf(person, 90 + what), publicKeyCose, label: "A key" };
    table.asks(person, (asked) => decideSigner(table.open, table.pack, key, asked));
  },
  "signs with another key from now on": (table, who) => {
    const person = signer(table, who);
    table.keys.set(person, (table.keys.get(person) ?? 0) + 1);
  },
};

export const packet: Record<string, Act> = {
  reports,
  runs,
  writes,
  "mends what is missing": mends,
  attests: (table, who, what) => changesSomething(table, who, 3 + 5 * what),
  "asks back": (table, who, what) => {
    const input = { question: pick(questions, what), to: pick(sides, who + 1), words: reason };
    table.asks(signer(table, who), (asked) => decideAskingBack(table.open, table.pack, input, asked));
  },
  "answers back": (table, who) => {
    const asked = table.open.asked.at(-1)?.seq ?? 1;
    table.asks(signer(table, who), (all) =>
      decideAnsweringBack(table.open, table.pack, { asked, words: reason }, all),
    );
  },
};

const incidents = [
  [{ severity: "SEV-1", isCritical: true }],
  [],
  [{ severity: "SEV-2", isCritical: false }],
  [],
  [{ severity: "SEV-3", isCritical: false }],
  [],
  [{ severity: "P0", isCritical: true }],
  [],
];

export const around: Record<string, Act> = {
  "an incident opens, or ends": (table, _, what) => {
    table.incidents = pick(incidents, what);
  },
  "time goes by": (table, _, what) => {
    table.minutes += pick([5, 30, 60, 600, 1440, 7 * 1440], what);
  },
  /** To the very moment, or to the minute before. */
  "time comes to an end of something": (table, who, what) => {
    const { sealed, deputies } = table.world;
    const ends = [
      ...Object.values(sealed).flatMap(({ until }) => until ?? []),
      ...Object.values(deputies).flatMap(({ from, until }) => [from, until]),
    ].filter((instant) => instant > table.around.now);
    if (ends.length > 0) table.waitUntil(pick(ends, what), who % 2);
  },
};

const theConsole = { kind: "console", id: "console" } as const;
const sources: ObservationSource[] = ["person", "probe", "pipeline", "approved-baseline"];

export const endings: Record<string, Act> = {
  "a locked value is read": (table, who, what) => {
    const name = pick(Object.keys(table.world.locked), who);
    const locked = table.world.locked[name] ?? "";
    // Rarely another, and then mostly as it was again.
    const value = what % 5 === 4 ? pick(["v9", null], who) : locked;
    const source = pick(sources, what >> 1);
    const by = source === "probe" || source === "approved-baseline" ? theConsole : signer(table, who);
    table.asks(by, (asked) =>
      decideObservation(table.open, table.pack, { values: { [name]: value }, source }, asked),
    );
  },
  "pulls an abort trigger": (table, who, what) => {
    if (what % 3 !== 2) return;
    const { id: trigger } = pick(table.pack.aborts, who);
    table.asks(signer(table, who), (asked) =>
      decideAbort(table.open, table.pack, { trigger, cause: reason }, asked),
    );
  },
  closes: (table, who, what) =>
    what % 3 === 2 &&
    table.asks(signer(table, who), (asked) => decideClosing(table.open, table.pack, { reason }, asked)),
};

export function names(table: Table, lead: string, person: string, [from, until]: [number, number]): void {
  const [begins, ends] = [table.at(table.minutes + from), table.at(table.minutes + until)];
  const candidate = { id: person, party: table.seat(person).party };
  const naming = { from: begins, until: ends, candidate, reason };
  table.asks(lead, (asked) => decideNamingDeputy(table.open, table.pack, naming, asked));
}

export const people: Record<string, Act> = {
  "is moved on the roster": (table, who, what) => {
    const party = pick([...sides, null], what);
    table.roster.set(signer(table, who), party === null ? nobody : { party, roles: [`${party}-lead`] });
  },
  "comes to the other side, and signs": (table, who, what) => {
    const silent = everybody.filter((one) => table.world.voices[one] === undefined);
    const person = who % 3 === 0 ? signer(table, who) : (pick(silent, who) ?? signer(table, who));
    const other = table.seat(person).party === "producer" ? "consumer" : "producer";
    table.roster.set(person, { party: other, roles: [`${other}-lead`] });
    table.keys.set(person, (table.keys.get(person) ?? 0) + (what % 2));
    const reading = table.reads(person, draftOf(table, what));
    if (reading !== null) table.signs(person, reading.signed);
  },
  "names a deputy": (table, who, what) => {
    const person = pick(what % 5 === 4 ? everybody : unsided, what);
    names(table, signer(table, who), person, [pick([0, 0, 0, 30, -5], what), pick([60, 5, 600, 0], who)]);
  },
  "takes a deputy back": (table, who, what) => {
    const named = pick([...Object.keys(table.world.deputies).map(Number), 1], what);
    table.asks(signer(table, who), (asked) =>
      decideEndingDeputy(table.open, table.pack, { named, reason }, asked),
    );
  },
  "a deputy signs as their time begins, or ends": (table, who, what) => {
    const named = pick(Object.values(table.world.deputies), what);
    if (named === undefined) return;
    table.waitUntil(pick([named.from, named.until], who), what % 2);
    const reading = table.reads(named.person, draftOf(table, what));
    if (reading !== null) table.signs(named.person, reading.signed);
  },
  "leaves their side, and is named by the other": (table, who, what) => {
    const [person, side] = pick(Object.entries(table.world.voices), who) ?? [signer(table, who), "producer"];
    table.roster.set(person, nobody);
    const lead = inSide(table, side === "producer" ? "consumer" : "producer")[0] ?? signer(table, what);
    names(table, lead, person, [0, 60]);
  },
  "a deputy reads and signs": (table, who, what) => {
    const person = pick(unsided, who);
    const reading = table.reads(person, draftOf(table, what));
    if (reading !== null) table.signs(person, reading.signed);
  },
};
