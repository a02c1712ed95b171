import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";

/** The names behind the ids: people, roles, parties, clocks, steps. An id that is not known stands for itself. */
export type Lexicon = {
  pack: ProtocolPack;
  person: (id: string) => string;
  knowsPerson: (id: string) => boolean;
  role: (id: string) => string;
  party: (id: string) => string;
  clock: (id: string) => string;
  audience: (id: string) => string;
  service: (id: string) => string;
  /** An address outside the console that speaks for an audience. */
  channel: (id: string) => string;
  step: (run: string, step: string) => string;
  /** Exactly what a step runs. */
  argv: (run: string, step: string) => readonly string[];
};

type Named = { id: string; name: string };

const nameIn = (list: readonly Named[]) => {
  const names = new Map(list.map(({ id, name }) => [id, name]));
  return names;
};

export function makeLexicon(
  pack: ProtocolPack,
  state: Pick<IncidentState, "runs">,
  people: readonly Named[],
  services: readonly Named[],
  channels: readonly { id: string; title: string }[] = [],
): Lexicon {
  const persons = nameIn(people);
  const serviceNames = nameIn(services);
  return {
    pack,
    person: (id) => persons.get(id) ?? "somebody",
    knowsPerson: (id) => persons.has(id),
    role: (id) => pack.roles[id]?.title ?? id,
    party: (id) => pack.parties[id]?.title ?? id,
    clock: (id) => pack.clocks[id]?.title ?? id,
    audience: (id) => pack.audiences[id]?.title ?? id,
    service: (id) => serviceNames.get(id) ?? "a service",
    channel: (id) => channels.find((one) => one.id === id)?.title ?? "a channel",
    step: (run, step) => {
      const plan = state.runs.find((one) => one.run === run)?.plan ?? "";
      return pack.plans[plan]?.steps.find((one) => one.id === step)?.title ?? step;
    },
    argv: (run, step) =>
      state.runs.find((one) => one.run === run)?.steps.find((one) => one.id === step)?.argv ?? [],
  };
}

/** An answer of a gate in the protocol's words. */
export const answerLabel = (pack: ProtocolPack, gate: string, answer: string): string =>
  pack.gates[gate]?.answers.find(({ id }) => id === answer)?.label ?? answer;

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

export const many = (count: number, one: string, more = `${one}s`): string =>
  `${count} ${count === 1 ? one : more}`;
