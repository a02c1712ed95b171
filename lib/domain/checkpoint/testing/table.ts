import type { Anchor } from "../../decision/statement.ts";
import type { ActingPerson, Circumstances } from "../../incident/circumstances.ts";
import type { Proof } from "../../incident/events/decision.ts";
import { canonicalOf, digestOf } from "../../incident/testing/digest.ts";
import { decideSigner } from "../decide/enrolment.ts";
import { decideVerdict, mayAnswer, type VerdictDraft, verdictStatement } from "../decide/verdict.ts";
import type { CheckpointCircumstances, CheckpointDecided } from "../decide/who.ts";
import type { LoggedCheckpointEvent, NewCheckpointEvent } from "../events.ts";
import { evolveCheckpoint } from "../evolve.ts";
import { opensTheWay, outcomeOf } from "../outcome.ts";
import type { CheckpointPack } from "../pack.ts";
import { withSealing } from "../sealing.ts";
import type { CheckpointState } from "../state.ts";
import { hear } from "./oracle/judge.ts";
import type { Person, Told } from "./oracle/judging.ts";
import { cutoverRules as rules } from "./oracle/rules.ts";
import { type Around, emptyWorld, stands, type World } from "./oracle/world.ts";
import { byPasskey, keyOf } from "./proofs.ts";

export type Reading = { person: string; signed: VerdictDraft & Anchor & { shownDigest: string } };
/** What a sequence came to, so that a quiet run is known from an empty one. */
export const heights = [
  ...([
    "signed",
    "voided",
    "stale",
    "go",
    "way",
    "noGo",
    "unequal",
    "fallen",
    "runOut",
    "takenBack",
  ] as const),
  ...(["byDeputy", "lapsed", "turned", "closed"] as const),
];
export type Height = (typeof heights)[number];

const id = (number: number) => `00000000-0000-4000-8000-0000000000${String(number).padStart(2, "0")}`;
export const everybody = [1, 2, 3, 4, 5, 6, 7].map(id);
/** Of no side at first. */
export const unsided = [id(5), id(6)];
const lead = (party: string): Person => ({ party, roles: [`${party}-lead`] });
const seats: Person[] = [
  lead("producer"),
  lead("consumer"),
  { party: "producer", roles: [] },
  { party: "consumer", roles: [] },
  { party: null, roles: [] },
  { party: null, roles: [] },
  { party: null, roles: ["commander"] },
];
export const nobody: Person = { party: null, roles: [] };
const opened = Date.UTC(2026, 1, 8, 9);
const minuteMs = 60_000;

/** One checkpoint at which several people act, each on what they have read, while an oracle hears every entry. */
export class Table {
  readonly pack: CheckpointPack;
  readonly roster = new Map(everybody.map((person, index) => [person, seats[index] ?? nobody]));
  /** How many keys of theirs came before the one that they sign with now. */
  readonly keys = new Map<string, number>();
  readonly readings: Reading[] = [];
  readonly breaks: string[] = [];
  readonly reached = new Set<Height>();
  incidents: Around["incidents"] = [];
  minutes = 0;
  state: CheckpointState | null = null;
  world: World = emptyWorld();
  readonly #shown: Told["shown"] = {};
  readonly #stood = new Set<string>();

  constructor(pack: CheckpointPack) {
    this.pack = pack;
  }

  /** The same table, to go on from; what was reached before is not counted again. */
  copy(): Table {
    const table = new Table(this.pack);
    for (const [person, seat] of this.roster) table.roster.set(person, seat);
    table.readings.push(...this.readings);
    table.breaks.push(...this.breaks);
    table.minutes = this.minutes;
    table.state = this.state;
    table.world = structuredClone(this.world);
    Object.assign(table.#shown, this.#shown);
    for (const question of this.#stood) table.#stood.add(question);
    return table;
  }

  get open(): CheckpointState {
    if (this.state === null) throw new Error("nothing was opened");
    return this.state;
  }

  get around(): Around & { incidents: { severity: string; isCritical: boolean }[] } {
    return { now: this.at(this.minutes), incidents: [...this.incidents] };
  }

  /** So many minutes after the opening. */
  at(minutes: number): string {
    return new Date(opened + minutes * minuteMs).toISOString();
  }

  seat(person: string): Person {
    return this.roster.get(person) ?? nobody;
  }

  /** Moves the clock to a time, if that is still to come. */
  waitUntil(instant: string, earlier = 0): void {
    const minutes = (Date.parse(instant) - opened) / minuteMs - earlier;
    this.minutes = Math.max(this.minutes, minutes);
  }

  as(person: string): ActingPerson {
    const { party, roles } = this.seat(person);
    return { kind: "person", id: person, party, roles: [...roles], onCallRoles: [] };
  }

  circumstances(actor: Circumstances["actor"]): CheckpointCircumstances {
    return { actor, digest: digestOf, canonical: canonicalOf, around: this.around };
  }

  asks(
    who: string | Circumstances["actor"],
    decide: (circumstances: CheckpointCircumstances) => CheckpointDecided,
  ): CheckpointDecided {
    const actor = typeof who === "string" ? this.as(who) : who;
    const circumstances = this.circumstances(actor);
    const decided = decide(circumstances);
    if (!decided.ok) return decided;
    const { state } = this;
    const all = state === null ? decided.value : withSealing(state, decided.value, this.pack, circumstances);
    for (const event of all) this.#record(event, actor);
    this.breaks.push(...this.world.due);
    return decided;
  }

  #record({ type, facts, text, actor: own }: NewCheckpointEvent, actor: Circumstances["actor"]): void {
    const seq = (this.state?.seq ?? 0) + 1;
    const by = own ?? { kind: actor.kind, id: actor.id };
    const place = { seq, hash: String(seq).padStart(64, "0"), recordedAt: this.around.now };
    const entry = { ...place, type, facts, actor: by } as LoggedCheckpointEvent;
    this.#count(entry);
    const person = (asked: string) => this.seat(asked);
    const told = { around: this.around, person, words: text, shown: this.#shown };
    this.breaks.push(...hear(entry, this.world, told, rules));
    this.state = evolveCheckpoint(this.state, entry);
  }

  /** What a person is shown, kept until they sign it, or somebody else tries to. Their key is named in the log first. */
  reads(person: string, draft: VerdictDraft): Reading | null {
    const key = { ...this.keyOf(person), label: "A key" };
    this.asks(person, (circumstances) => decideSigner(this.open, this.pack, key, circumstances));
    const allowed = mayAnswer(this.open, this.pack, draft, this.circumstances(this.as(person)));
    if (!allowed.ok) {
      if (this.#hasLapsed(person)) this.reached.add("lapsed");
      return null;
    }
    const anchor = { logHead: { seq: this.open.seq, hash: this.open.head }, nonce: "0123456789abcdef" };
    const shownDigest = digestOf(verdictStatement(allowed.value, draft, anchor, digestOf));
    this.#shown[shownDigest] = { person, answer: draft.answer };
    const reading = { person, signed: { ...draft, ...anchor, shownDigest } };
    this.readings.push(reading);
    return reading;
  }

  signs(person: string, signed: Reading["signed"], proof = this.passkeyOf(person)): CheckpointDecided {
    const decided = this.asks(person, (circumstances) =>
      decideVerdict(this.open, this.pack, { ...signed, proof }, circumstances),
    );
    if (!decided.ok && decided.refusal.code === "stale") this.reached.add("stale");
    return decided;
  }

  keyOf(person: string) {
    return keyOf(person, this.keys.get(person));
  }

  /** By the key that a person signs with now, as the log enrolled it. */
  passkeyOf(person: string): Proof {
    const key = this.keyOf(person);
    return byPasskey(key, this.world.keys[key.credentialId]?.entry ?? null);
  }

  /** What the machine says stands now is what the oracle says does: no GO more, and none less. */
  looks(): void {
    const { open, pack, around, world } = this;
    for (const question of pack.questions) {
      const { go } = outcomeOf(question, open, pack, around);
      const may = stands(question.id, world, around, rules);
      if (go !== may)
        this.breaks.push(`entry ${open.seq}: ${question.id} is ${go}, and the rules say ${may}`);
      this.#countStanding(question.id, go);
    }
    const isWay = world.isOpen && stands(rules.opening, world, around, rules);
    if (opensTheWay(open, pack, around) !== isWay)
      this.breaks.push(`entry ${open.seq}: the way is open or shut, and the rules say ${isWay}`);
  }

  #hasLapsed(person: string): boolean {
    const named = Object.values(this.world.deputies).filter((one) => one.person === person);
    return named.length > 0 && named.every(({ until }) => until <= this.around.now);
  }

  #countStanding(question: string, go: boolean): void {
    if (go) this.#stood.add(question);
    else if (this.#stood.delete(question) && this.world.sealed[question]?.outcome === "go") {
      const { until } = this.world.sealed[question];
      this.reached.add(until !== null && until <= this.around.now ? "runOut" : "fallen");
    }
  }

  #count({ type, facts, actor }: LoggedCheckpointEvent): void {
    if (type === "VerdictSigned") {
      this.reached.add("signed");
      if (facts.statement.includes('"deputyFor"')) this.reached.add("byDeputy");
      const { party } = seats[everybody.indexOf(actor.id)] ?? nobody;
      if (party !== null && party !== facts.party) this.reached.add("turned");
    }
    if (type === "VerdictsVoided") this.reached.add("voided");
    if (type === "CheckpointClosed") this.reached.add("closed");
    if (type === "CheckpointSealed") {
      const isUnequal = facts.cause === "unequal-answers";
      if (facts.outcome === "go" && facts.question === rules.opening) this.reached.add("way");
      this.reached.add(facts.outcome === "go" ? "go" : isUnequal ? "unequal" : "noGo");
      if (this.world.sealed[facts.question] !== undefined) this.reached.add("takenBack");
    }
  }
}
