import type { Entry, Evidence, Stream } from "../evidence.ts";
import type { Mark } from "../workshop.ts";
import { grouped, list, number, text } from "./finding.ts";

/** One attempt at a step: what the log says of it, and what it did. */
export type Attempt = {
  reference: string;
  id: string;
  run: string;
  step: string;
  attempt: number;
  isIdempotent: boolean;
  started: Entry | null;
  /** The process that held it. */
  pid: number;
  outcomes: Entry[];
  rulings: Entry[];
  marks: Mark[];
};

export const outcomeTypes = new Set(["StepSucceeded", "StepFailed", "StepAsked", "StepInDoubt"]);

/** Every attempt that the log or the outside world knows, those of one step in their order. */
export function attemptsOf({ streams, marks }: Evidence): Attempt[] {
  const marksOf = grouped(marks, ({ attempt }) => attempt);
  const known = streams.flatMap((stream) => ofStream(stream, marksOf));
  const ids = new Set(known.map(({ id }) => id));
  const stray = [...marksOf].filter(([id]) => !ids.has(id)).map(([id, own]) => strange(id, own));
  return [...known, ...stray];
}

function ofStream({ reference, entries }: Stream, marksOf: Map<string, Mark[]>): Attempt[] {
  const idempotent = new Set(
    entries
      .filter(({ type }) => type === "RollbackStarted")
      .flatMap(({ facts }) =>
        list(facts.steps)
          .map((step) => step as { id: string; idempotent: boolean })
          .filter((step) => step.idempotent)
          .map(({ id }) => `${text(facts.run)}/${id}`),
      ),
  );
  const about = grouped(
    entries.filter(({ facts }) => "attempt" in facts && "step" in facts),
    ({ facts }) => `${text(facts.run)}/${text(facts.step)}/${text(facts.attempt)}`,
  );
  return [...about].map(([id, own]) => {
    const started = own.find(({ type }) => type === "StepStarted") ?? null;
    return {
      ...partsOf(reference, id),
      isIdempotent: idempotent.has(id.slice(0, id.lastIndexOf("/"))),
      started,
      pid: Number(text(started?.facts.worker).split("/")[1]),
      outcomes: own.filter(({ type }) => outcomeTypes.has(type)),
      rulings: own.filter(({ type }) => type === "StepRuled"),
      marks: marksOf.get(id) ?? [],
    };
  });
}

function partsOf(reference: string, id: string) {
  const [run = "", step = "", attempt] = id.split("/");
  return { reference, id, run, step, attempt: number(Number(attempt)) };
}

const strange = (id: string, marks: Mark[]): Attempt => ({
  ...partsOf("", id),
  ...{ isIdempotent: false, started: null, pid: Number.NaN, outcomes: [], rulings: [], marks },
});
