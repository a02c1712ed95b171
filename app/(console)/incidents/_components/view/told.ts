import type { IncidentState, RunState } from "#lib/domain/incident/state.ts";
import type { Lexicon } from "../sentence/lexicon.ts";
import type { Duty } from "./run.ts";

const news = {
  RollbackStarted: "its start",
  RunFailed: "its failure",
  RunFailedAgain: "its second failure",
} as const;

type Told = IncidentState["told"][number];

function outcomeOf({ persons, reached }: Told): Pick<Duty, "state" | "tone"> {
  if (persons.length === 0) return { state: "nobody holds the role", tone: "risk" };
  const outcomes = persons.map((person) => reached[person]);
  if (outcomes.includes("accepted")) return { state: "told", tone: "met" };
  return outcomes.includes(undefined)
    ? { state: "being told", tone: "run" }
    : { state: "not reached", tone: "breach" };
}

/** Who is told of what a run came to, and whether anybody of them was reached. */
export const toldOf = (state: IncidentState, run: RunState, names: Lexicon) =>
  state.told
    .filter((told) => told.run === run.run)
    .map((told) => ({
      id: `told-${told.seq}`,
      title: `${names.role(told.role)} of ${news[told.cause]}`,
      ...outcomeOf(told),
    }));
