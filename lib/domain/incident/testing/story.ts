import { fireClock } from "../../clock/fire.ts";
import { nextFiring } from "../../clock/firing.ts";
import type { PackSource, ProtocolPack } from "../../protocol/pack.ts";
import { parsePack } from "../../protocol/parse-pack.ts";
import type { ActingPerson, Circumstances, Decided } from "../circumstances.ts";
import { place, withConsequences } from "../consequences.ts";
import { type Declaration, decideDeclaration } from "../decide/declare.ts";
import { type EventType, incidentEvents, type LoggedEvent, type NewEvent } from "../events/index.ts";
import { evolve } from "../evolve.ts";
import type { IncidentState } from "../state.ts";
import { idOf, minute, theConsole } from "./cast.ts";
import { canonicalOf, digestOf } from "./digest.ts";

export type Actor = Circumstances["actor"];
type Rule = (state: IncidentState, circumstances: Circumstances) => Decided;

/** A pack that must parse; its problems are the test's failure. */
export function packOf(source: PackSource): ProtocolPack {
  const parsed = parsePack(source);
  if (!parsed.ok)
    throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return parsed.pack;
}

/** An incident as it is told to the rules: who does what at which minute, and the log that comes of it. */
export class Story {
  readonly pack: ProtocolPack;
  readonly log: LoggedEvent[] = [];
  readonly said: NewEvent[] = [];
  otherCriticalIncidents = 0;
  #state: IncidentState | null = null;

  constructor(pack: ProtocolPack) {
    this.pack = pack;
  }

  get state(): IncidentState {
    if (this.#state === null) throw new Error("the story has not begun");
    return this.#state;
  }

  circumstances(minutes: number, actor: Actor): Circumstances {
    const { otherCriticalIncidents } = this;
    return { now: minute(minutes), actor, digest: digestOf, canonical: canonicalOf, otherCriticalIncidents };
  }

  /** Asks a rule; what it accepts is recorded with all its consequences, as the console would. */
  asks(minutes: number, actor: Actor, rule: Rule): Decided {
    return this.#take(rule(this.state, this.circumstances(minutes, actor)), minutes, actor);
  }

  /** As `asks`, where a refusal would be a mistake in the story. */
  does(minutes: number, actor: Actor, rule: Rule): EventType[] {
    const before = this.log.length;
    const decided = this.asks(minutes, actor, rule);
    if (!decided.ok) throw new Error(`refused: ${decided.refusal.message}`);
    return this.log.slice(before).map((entry) => entry.type);
  }

  declares(minutes: number, actor: ActingPerson, input: Declaration): Decided {
    const circumstances = this.circumstances(minutes, actor);
    return this.#take(decideDeclaration(this.pack, input, circumstances), minutes, actor);
  }

  /** Fires every clock as often as it is due up to that minute, in the order of their instants. */
  passesTo(minutes: number): void {
    for (;;) {
      const due = this.state.clocks
        .map((clock) => ({ clock, firing: nextFiring(clock, this.pack, this.state.clockFactor) }))
        .filter(({ firing }) => firing !== null && firing.at <= minute(minutes))
        .sort((a, b) => (a.firing?.at ?? "").localeCompare(b.firing?.at ?? ""))[0];
      if (due?.firing == null) return;
      const instant = (Date.parse(due.firing.at) - Date.parse(minute(0))) / 60_000;
      const before = this.log.length;
      this.does(instant, theConsole, (state, circumstances) =>
        fireClock(state, this.pack, due.clock, circumstances),
      );
      if (this.log.length === before) throw new Error(`${due.clock.clock} is due and nothing fires`);
    }
  }

  clock(name: string, occurrence = 1) {
    const found = this.state.clocks.find((one) => one.clock === name && one.occurrence === occurrence);
    if (found === undefined) throw new Error(`no clock ${name}#${occurrence} runs`);
    return found;
  }

  entries<T extends EventType>(type: T): LoggedEvent<T>[] {
    return this.log.filter((entry) => entry.type === type) as LoggedEvent<T>[];
  }

  #take(decided: Decided, minutes: number, actor: Actor): Decided {
    if (!decided.ok) return decided;
    const circumstances = this.circumstances(minutes, actor);
    const events = withConsequences(this.#state, decided.value, this.pack, circumstances);
    for (const event of events) {
      incidentEvents[event.type].facts.parse(event.facts);
      incidentEvents[event.type].text.parse(event.text);
      const placed = {
        ...place(event, this.#state, actor, circumstances.now),
        hash: digestOf([this.#state?.head ?? "", event]),
      };
      this.#state = evolve(this.#state, placed);
      this.log.push(placed);
      this.said.push(event);
    }
    return { ok: true, value: events };
  }
}

export const shopId = idOf(0x5e);

/** What every declaration in a test has alike. */
export const declarationOf = (
  change: Pick<Declaration, "trigger" | "severity" | "participants"> & Partial<Declaration>,
): Declaration => ({
  reference: "INC-1",
  packHash: "a".repeat(64),
  identifiedAt: minute(0),
  title: "Checkout answers in a new shape",
  seen: "Orders fail",
  answers: {},
  services: [{ id: shopId, environment: "production" }],
  baseline: {
    release: "1.4.2",
    configuration: "v1.4.2",
    policy: "v1.4.2",
    schema: "42",
    tag: "v1.4.2",
    sha: "b".repeat(40),
  },
  clockFactor: 1,
  ...change,
});
