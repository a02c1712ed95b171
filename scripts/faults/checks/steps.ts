import type { Asked } from "../asking.ts";
import type { Evidence } from "../evidence.ts";
import { type Attempt, attemptsOf } from "./attempts.ts";
import { type Check, grouped } from "./finding.ts";

/** A command may be on its way to its end while its worker writes that it is lost. */
const graceMs = 300;

export const stepsOnce: Check = {
  id: "steps-once",
  guarantee: "no step is executed twice unasked, and none without its intent on the record",
  look: (evidence) => {
    const attempts = attemptsOf(evidence);
    return [
      ...attempts.flatMap(oneAttempt),
      ...attempts.flatMap((one) => unasked(one, attempts, evidence.asked)),
    ];
  },
};

function oneAttempt({ reference, id, started, outcomes, marks }: Attempt): string[] {
  const found: string[] = [];
  const begins = marks.filter(({ what }) => what === "begin");
  const name = `${reference} ${id}`;
  if (begins.length > 1) found.push(`${name} was executed ${begins.length} times under one attempt`);
  if (begins.length > 0 && started === null)
    found.push(`${name} was executed and the log knows no intent of it`);
  const first = begins[0]?.at ?? Number.POSITIVE_INFINITY;
  if (started !== null && first < started.at) found.push(`${name} began before its intent was recorded`);
  const success = outcomes.find(({ type }) => type === "StepSucceeded");
  if (success !== undefined && !marks.some(({ what }) => what === "end-0"))
    found.push(`${name} is recorded as a success and never ended well`);
  return found;
}

/** A second attempt needs a ruling: a person's that was really given, or the console's own on an idempotent step in doubt. */
function unasked(
  { id, run, step, attempt, marks, reference }: Attempt,
  all: Attempt[],
  asked: readonly Asked[],
): string[] {
  if (attempt < 2 || !marks.some(({ what }) => what === "begin")) return [];
  const earlier = all.find((one) => one.run === run && one.step === step && one.attempt === attempt - 1);
  const retry = earlier?.rulings.find(({ facts }) => facts.ruling === "retry");
  if (earlier === undefined || retry === undefined)
    return [`${reference} ${id} was executed and nobody asked for it`];
  const isAllowed =
    retry.by === "person"
      ? asked.some(({ what, answer }) => what === `rule retry ${earlier.id}` && answer !== "refused")
      : earlier.isIdempotent &&
        earlier.attempt === 1 &&
        earlier.outcomes.some(({ type }) => type === "StepInDoubt");
  return isAllowed ? [] : [`${reference} ${id} was executed again by a ruling that nobody may give`];
}

export const stepsAlone: Check = {
  id: "steps-alone",
  guarantee:
    "a step never runs beside another of its lane, nor beside an attempt of its own that was given up",
  look: (evidence) =>
    [...grouped(attemptsOf(evidence), ({ run }) => run)].flatMap(([, attempts]) => {
      const acted = attempts.filter(({ marks }) => marks.length > 0).map(spanOf);
      acted.sort((one, other) => one.from - other.from);
      return acted.flatMap((one, index) => {
        const before = acted[index - 1];
        if (before === undefined || one.from >= before.to) return [];
        return [`${one.name} began ${before.to - one.from} ms before ${before.name} had ended`];
      });
    }),
};

function spanOf({ reference, id, marks }: Attempt) {
  const times = marks.map(({ at }) => at);
  return { name: `${reference} ${id}`, from: Math.min(...times), to: Math.max(...times) };
}

export const leftovers: Check = {
  id: "leftovers",
  guarantee:
    "nothing of a step lives on: not past its outcome, not past its doubt, not two seconds past its worker",
  look: (evidence) => [
    ...evidence.left.map((process) => `this process is left after everything was stopped: ${process}`),
    ...attemptsOf(evidence).flatMap((one) => outlives(one, evidence)),
  ],
};

function outlives({ reference, id, pid, started, outcomes, marks }: Attempt, { deeds }: Evidence): string[] {
  const first = Math.min(...marks.map(({ at }) => at));
  const last = Math.max(...marks.map(({ at }) => at));
  const found: string[] = [];
  const killed = deeds.find(
    ({ what, pid: dead, at }) => what === "killed" && dead === pid && at >= (started?.at ?? 0),
  );
  if (killed !== undefined && last > killed.at + 2_000)
    found.push(`${reference} ${id} went on for ${last - killed.at} ms after its worker was killed`);
  const outcome = outcomes.at(-1);
  if (outcome !== undefined && last > outcome.at + graceMs)
    found.push(
      first > outcome.at
        ? `${reference} ${id} began ${first - outcome.at} ms after ${outcome.type}`
        : `${reference} ${id} went on for ${last - outcome.at} ms after ${outcome.type}`,
    );
  return found;
}
