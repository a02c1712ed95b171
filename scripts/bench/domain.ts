import { type EventType, incidentEvents, type LoggedEvent } from "#lib/domain/incident/events/index.ts";
import { evolve } from "#lib/domain/incident/evolve.ts";
import { obligations } from "#lib/domain/incident/obligations.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { builtInPacks } from "#lib/protocols/index.ts";
import { type Asked, type LongIncident, longIncident, wanderingIncidents } from "./long-incident.ts";
import { type Figure, medianOf } from "./measure.ts";

const entriesBehind = 10_000;
const behind = `with ${entriesBehind} entries behind`;
const within = (bound: number): NonNullable<Figure["target"]> => ({ of: "value", is: "at most", bound });
const bounds = { parsePack: 20, evolve: 0.2, decide: 0.2, obligations: 1 };

function parsing(): Figure[] {
  const packs = builtInPacks.map((pack) => ({ pack, text: JSON.stringify(pack) }));
  const largest = packs.toSorted((a, b) => b.text.length - a.text.length)[0];
  if (largest === undefined) throw new Error("no pack is built in");
  const { pack, text } = largest;
  const copying = medianOf(() => structuredClone(JSON.parse(text)));
  return [
    {
      what: `parsePack of the largest pack (${pack.id}, ${Math.round(text.length / 1024)} KiB)`,
      value: medianOf(() => parsePack(pack)),
      unit: "ms",
      target: within(bounds.parsePack),
      beside: { what: "JSON.parse and structuredClone of it", value: copying },
    },
  ];
}

type Before = { state: IncidentState; event: LoggedEvent };

/** Each kind of entry that came after the many, with the state that it found. */
function turnsOf({ story, behind }: LongIncident): Before[] {
  const found: Before[] = [];
  let state: IncidentState | null = null;
  for (const event of story.log) {
    if (state !== null && event.seq > behind) found.push({ state, event });
    state = evolve(state, event);
  }
  return found;
}

const replay = ({ story }: LongIncident) => {
  let state: IncidentState | null = null;
  for (const event of story.log) state = evolve(state, event);
  return state;
};

type Beside = NonNullable<Figure["beside"]>;
type Kinds = Map<string, (() => unknown)[]>;
const kindsOf = <T>(ones: T[], kind: (one: T) => string, call: (one: T) => () => unknown): Kinds =>
  new Map([...Map.groupBy(ones, kind)].map(([name, alike]) => [name, alike.slice(0, 5).map(call)]));

/** The slowest kind stands for all: the bound is one for every event. */
function slowest(what: string, kinds: Kinds, more: Pick<Figure, "beside" | "target">): Figure {
  const medians = [...kinds].map(([kind, calls]) => ({
    kind,
    value: Math.max(...calls.map((call) => medianOf(call))),
  }));
  const [first] = medians.toSorted((a, b) => b.value - a.value);
  if (first === undefined) throw new Error("nothing was measured");
  return {
    what: `${what}, slowest of ${kinds.size} kinds (${first.kind})`,
    value: first.value,
    unit: "ms",
    ...more,
  };
}

function deciding(asked: Asked[], beside: Beside): Figure[] {
  const as = (call: (one: Asked) => () => unknown) => kindsOf(asked, ({ decided }) => decided, call);
  return [
    slowest(
      `decide ${behind}`,
      as(({ again }) => again),
      { target: within(bounds.decide), beside },
    ),
    slowest(
      "all that follows from a decision",
      as(({ whole }) => whole),
      { beside },
    ),
  ];
}

function living(incidents: LongIncident[], turns: Before[]): Figure[] {
  const [one] = incidents;
  if (one === undefined) throw new Error("there is no incident");
  const whole = medianOf(() => replay(one), { samples: 11, warmUp: 2 });
  const beside = { what: "the replay of the whole log", value: whole };
  const again = (turn: Before) => () => evolve(turn.state, turn.event);
  const evolving = kindsOf(turns, ({ event }) => event.type, again);
  const owed = incidents.flatMap(({ story }) =>
    story.asked.map(
      ({ state }) =>
        () =>
          obligations(state, story.pack),
    ),
  );
  return [
    slowest(`evolve ${behind}`, evolving, { target: within(bounds.evolve), beside }),
    ...deciding(
      incidents.flatMap(({ story }) => story.asked),
      beside,
    ),
    {
      what: `obligations ${behind}, slowest of ${owed.length} moments`,
      value: Math.max(...owed.map((call) => medianOf(call, { samples: 50, warmUp: 10 }))),
      unit: "ms",
      target: within(bounds.obligations),
      beside,
    },
  ];
}

/** Measures the domain by itself: no database, no process, one thread. */
export function benchDomain(say: (line: string) => void): Figure[] {
  const incidents = builtInPacks.flatMap((pack) => {
    const bySeverity = Map.groupBy(
      Object.entries(pack.triggers),
      ([, { minimumSeverity }]) => minimumSeverity,
    );
    const triggers = [...bySeverity.values()].flatMap((alike) => alike.slice(0, 1));
    return triggers.map(([trigger]) => ({ pack, trigger, ...longIncident(pack, trigger, entriesBehind) }));
  });
  for (const { pack, trigger, stoppedBy } of incidents)
    if (stoppedBy !== null) say(`${pack.id}, ${trigger}: measured as far as it went (${stoppedBy})`);
  const all = [...incidents, ...wanderingIncidents(entriesBehind)];
  const turns = all.flatMap(turnsOf);
  const seen = new Set(turns.map(({ event }) => event.type));
  const unseen = (Object.keys(incidentEvents) as EventType[]).filter((type) => !seen.has(type));
  say(`Not met on the way, so not measured: ${unseen.join(", ") || "none"}`);
  return [...parsing(), ...living(all, turns)];
}
