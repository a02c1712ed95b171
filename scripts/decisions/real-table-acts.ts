import { attestCriterion } from "#lib/commands/checkpoint/attest-criterion.ts";
import { closeCheckpoint } from "#lib/commands/checkpoint/close.ts";
import { endCheckpointDeputy } from "#lib/commands/checkpoint/end-deputy.ts";
import { nameCheckpointDeputy } from "#lib/commands/checkpoint/name-deputy.ts";
import { observeBaseline } from "#lib/commands/checkpoint/observe-baseline.ts";
import { triggerAbort } from "#lib/commands/checkpoint/trigger-abort.ts";
import { writeRecord } from "#lib/commands/checkpoint/write-record.ts";
import { readCheckpoint } from "#lib/store/checkpoint-log.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { attested, type Name } from "./house.ts";
import { tried } from "./real-signing.ts";
import { type Act, mostlySigner, pick, signingActs, signingOnward } from "./real-signing-acts.ts";
import type { RealTable } from "./real-table.ts";

const reason = "It is as it is.";
const leads: Name[] = ["lead", "peer"];
const unsided: Name[] = ["captain", "administrator"];

export const writes = (table: RealTable, words: string) =>
  tried(writeRecord(table.as("lead"), { reference: table.reference, part: "risks", words, owner: null }));
export const attests = (table: RealTable, said: string) =>
  tried(
    attestCriterion(table.as("peer"), { reference: table.reference, criterion: "reviewed", reason: said }),
  );

const signsFor = async (table: RealTable, name: Name, what: number) => {
  const reading = await table.reads(name, what);
  if (reading !== null) await table.signs(name, reading, await table.means(name, what));
};

const acts: Record<string, Act<RealTable>> = {
  "both say GO": (table) => Promise.all(leads.map((name) => signsFor(table, name, 0))),
  "signs without a passkey": (table, _, what) => signsFor(table, attested, what),
  reports: (table, who, what) =>
    table.shows(mostlySigner(who), pick(["logs", "tests"], what), `ok ${who % 2}`, what % 5 !== 4),
  writes: (table, _, what) => writes(table, `Risk ${what % 2}`),
  attests: (table, _, what) => attests(table, `Read ${what % 2}.`),
  "a value is read": (table, who, what) => {
    const values = { release: what % 5 === 4 ? "9.9.9" : "1.4.2" };
    return tried(observeBaseline(table.as(mostlySigner(who)), { reference: table.reference, values }));
  },
  "pulls the trigger": async (table, who, what) => {
    const about = { reference: table.reference, trigger: "drift", cause: reason };
    if (what % 6 === 5) await tried(triggerAbort(table.as(mostlySigner(who)), about));
  },
  closes: async (table, who, what) => {
    if (what % 6 === 5)
      await tried(closeCheckpoint(table.as(mostlySigner(who)), { reference: table.reference, reason }));
  },
};

const deputies: Record<string, Act<RealTable>> = {
  "names a deputy": async (table, who, what) => {
    const now = Date.parse(await databaseNow());
    const [from, until] = [now - 1_000, now + pick([3_600_000, 3_600_000, 20], what)];
    const time = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
    const person = table.house.ids[pick(unsided, who)];
    const naming = { reference: table.reference, person, ...time, reason };
    await tried(nameCheckpointDeputy(table.as(pick(leads, what)), naming));
  },
  "takes a deputy back": async (table, who, what) => {
    const named = (await readCheckpoint(table.reference))?.deputies.at(-1)?.seq ?? 1;
    if (what % 2 === 0)
      await tried(
        endCheckpointDeputy(table.as(pick(leads, who)), { reference: table.reference, named, reason }),
      );
  },
  "a deputy reads and signs": (table, who, what) => signsFor(table, pick(unsided, who), what),
};

export const tableActs: Record<string, Act<RealTable>> = { ...signingActs, ...acts, ...deputies };
export const tableOnward = [
  ...signingOnward,
  "both say GO",
  "signs without a passkey",
  "a reading runs out, and is signed",
  "revokes the key between reading and signing",
  "a deputy reads and signs",
];
