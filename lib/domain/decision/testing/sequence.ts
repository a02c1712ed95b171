import type { ActingPerson } from "../../incident/circumstances.ts";
import { decideClosing } from "../../incident/decide/close.ts";
import type { VerdictDraft } from "../../incident/decide/decision.ts";
import { decideEndingDeputy, decideNamingDeputy } from "../../incident/decide/deputy.ts";
import { decideRole } from "../../incident/decide/timeline.ts";
import { runOf, startsRollback, stepEnds, stepStarts } from "../../incident/testing/acts.ts";
import { minute } from "../../incident/testing/cast.ts";
import { cancels, handsOver, reopens, setsSeverity } from "../../incident/testing/commanding.ts";
import { handsIn, proposes } from "../../incident/testing/decisions.ts";
import { captain, duty } from "../../incident/testing/small-room.ts";
import { type Stage, stages } from "../../incident/testing/wandering.ts";
import { everybody, Room, signers } from "./room.ts";

type Act = (room: Room, at: number, who: number, what: number) => unknown;

/** What is left of a number picks, so that any number is a choice. */
const pick = <T>(from: readonly T[], number: number): T => from[number % from.length] as T;
const mostlySigner = (who: number) => pick(who % 5 === 4 ? everybody : signers, who);
const unsided = [captain, duty];
const sides = ["north", "south", null];
const roles = ["lead", "peer", "captain", "duty", "public"];
const answers = ["go", "stop", "go-far", "stop", "go", "stop", "maybe"];

const draftOf = ({ story }: Room, what: number): VerdictDraft => ({
  decision: story.state.decisions.at(what % 11 === 10 ? 0 : -1)?.decision ?? "none",
  answer: pick(answers, what),
  remediationPlan: what % 4 === 3 ? " " : "Mend it.",
});

const signing: Record<string, Act> = {
  reads: (room, at, who, what) => room.reads(at, mostlySigner(who), draftOf(room, what)),
  "signs what they read": (room, at, who) => {
    const reading = room.readings.at(-1 - (who % 4));
    if (reading !== undefined) room.signs(at, reading.person, reading.signed);
  },
  "reads and signs": (room, at, who, what) => {
    const reading = room.reads(at, mostlySigner(who), draftOf(room, what));
    if (reading !== null) room.signs(at, reading.person, reading.signed);
  },
  "signs what another read": (room, at, who, what) => {
    const reading = room.readings.at(-1 - (what % 4));
    if (reading !== undefined) room.signs(at, mostlySigner(who), reading.signed);
  },
  "signs other words than they read": (room, at, who, what) => {
    const reading = room.readings.at(-1 - (who % 4));
    if (reading === undefined) return;
    room.signs(at, reading.person, { ...reading.signed, ...draftOf(room, what) });
  },
};

const seatsOfSides = [
  ["north", "lead"],
  ["south", "peer"],
] as const;

/** As the command does it: a side's role is for whoever the roster knows on that side. */
function seats({ story, roster }: Room, at: number, { id: person }: ActingPerson, role: string): void {
  const party = roster.get(person) ?? null;
  const wanted = story.pack.roles[role]?.party;
  if (wanted !== undefined && wanted !== party) return;
  story.asks(at, captain, (state, around) => decideRole(state, story.pack, { person, role, party }, around));
}

const isStepUnderWay = ({ story }: Room) =>
  story.state.runs.length > 0 && runOf(story).steps.some(({ status }) => status === "running");

const packet: Record<string, Act> = {
  proposes: ({ story }, at, who) =>
    proposes(story, at, mostlySigner(who), "onward", story.state.decisions.length),
  "hands in": ({ story }, at, who, what) =>
    handsIn(story, at, mostlySigner(who), pick(["logs", "tests"], what), {
      number: story.state.seq,
      exitCode: what % 5 === 4 ? 1 : 0,
    }),
  "sets the severity": ({ story }, at, who, what) =>
    setsSeverity(story, at, who % 3 === 2 ? mostlySigner(who) : captain, pick(["A", "B", "C"], what)),
  "goes back again": ({ story }, at) =>
    startsRollback(story, at, captain, "back", { number: story.state.runs.length }),
  "a step begins": ({ story }, at) => story.state.runs.length > 0 && stepStarts(story, at),
  "a step ends": (room, at, _, what) =>
    isStepUnderWay(room) && stepEnds(room.story, at, what % 6 === 5 ? "failed" : "succeeded"),
  "elsewhere it burns, or is over": (room, _, __, what) => room.elsewhere(what % 2 === 0),
};

const people: Record<string, Act> = {
  /** By an administrator, and nobody gives a side to himself. */
  "is moved on the roster": ({ roster }, _, who, what) => roster.set(mostlySigner(who).id, pick(sides, what)),
  "is seated": (room, at, who, what) => seats(room, at, mostlySigner(who), pick(roles, what)),
  /** Both, one after the other: how somebody comes to the other side. */
  "changes sides": (room, at, who, what) => {
    const [person, [side, role]] = [mostlySigner(who), pick(seatsOfSides, what)];
    room.roster.set(person.id, side);
    seats(room, at, person, role);
  },
  "hands over": ({ story, roster }, at, who, what) => {
    const [from, to] = [mostlySigner(who), mostlySigner(what)];
    const role = pick(roles, who + what);
    handsOver(story, at, from, { role, from, to: { id: to.id, party: roster.get(to.id) ?? null } });
  },
  "ends it, or takes it up again": ({ story }, at, who, what) => {
    const actor = who % 2 === 0 ? captain : mostlySigner(who);
    if (story.state.status !== "open") reopens(story, at, captain);
    else if (what % 4 === 0) cancels(story, at, actor);
    else if (what % 4 === 1)
      story.asks(at, actor, (state, around) =>
        decideClosing(state, story.pack, { summary: "words" }, around),
      );
  },
};

/** A lead names somebody, mostly of no side, for a while; or takes it back. */
const deputies: Record<string, Act> = {
  "names a deputy": ({ story }, at, who, what) => {
    const lead = mostlySigner(who);
    const person = pick(what % 3 === 0 ? everybody : unsided, what).id;
    const naming = { person, from: minute(at), until: minute(at + 1 + (what % 8)), reason: "words" };
    story.asks(at, lead, (state, around) => decideNamingDeputy(state, story.pack, naming, around));
  },
  "takes a deputy back": ({ story }, at, who, what) => {
    const named = pick([...story.state.deputies.map(({ seq }) => seq), 1], what);
    story.asks(at, mostlySigner(who), (state, around) =>
      decideEndingDeputy(state, story.pack, { named, reason: "words" }, around),
    );
  },
  "a deputy reads and signs": (room, at, who, what) => {
    const reading = room.reads(at, pick(unsided, who), draftOf(room, what));
    if (reading !== null) room.signs(at, reading.person, reading.signed);
  },
};

const acts: Record<string, Act> = { ...signing, ...packet, ...people, ...deputies };
export const actNames = Object.keys(acts);
/** What leads to a sealed decision is tried more often, so that many sequences go on after one. */
export const onward = [
  "reads and signs",
  "reads",
  "signs what they read",
  "proposes",
  "hands in",
  "a step begins",
  "a step ends",
];
export const startingAt = [
  ...stages,
  "proven",
  "proposed",
  "proposed",
  "half signed",
  "half signed",
] as const;

export type Step = { act: string; who: number; what: number };
export type Sequence = { from: Stage; steps: Step[] };

/** Plays a sequence from its start; whatever a rule refuses changes nothing. */
export function played({ from, steps }: Sequence): Room {
  const room = new Room(from);
  for (const [index, { act, who, what }] of steps.entries()) acts[act]?.(room, index + 1, who, what);
  return room;
}
