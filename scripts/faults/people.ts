import { setTimeout as wait } from "node:timers/promises";
import { declareIncident } from "#lib/commands/incident/declare.ts";
import { sendNotice } from "#lib/commands/notice/send.ts";
import { ruleOnStep } from "#lib/commands/rollback/rule-on-step.ts";
import { startRollback } from "#lib/commands/rollback/start.ts";
import { mvp4, seenDigestOf, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { stateOf } from "#lib/commands/testing/stage.ts";
import { addNote } from "#lib/commands/timeline/add-note.ts";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import type { RunState, StepState } from "#lib/domain/incident/state.ts";
import { isAsking, isUnderWay } from "#lib/domain/rollback/run.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { type Asking, untilAnswered } from "./asking.ts";
import type { Diary } from "./diary.ts";
import { openRandom, type Random } from "./random.ts";
import type { Site } from "./site.ts";

const atOnce = 4;
const plan = "emergency";

type People = { site: Site; asking: Asking; diary: Diary; seed: number; rollbacks: number };

/** People at work: incidents are declared, notes and notices written, rollbacks started and their questions answered. */
export function startPeople(work: People) {
  let isOver = false;
  const incidents: string[] = [];
  const runs: Promise<void>[] = [];
  let rollbacksLeft = work.rollbacks;
  const lane = async (number: number) => {
    const random = openRandom(work.seed, `person ${number}`);
    while (!isOver) {
      const act = random.next();
      if (act < 0.18 && rollbacksLeft > 0 && work.site.stage.hasFree()) {
        rollbacksLeft -= 1;
        await rollBack(work, random, incidents, runs);
      } else if (act < 0.3 || incidents.length === 0) await declare(work, random, incidents);
      else if (act < 0.42) await notify(work, random.pick(incidents));
      else await note(work, random.pick(incidents));
      await wait(random.between(100, 900));
    }
  };
  const lanes = Array.from({ length: atOnce }, (_, number) => lane(number));
  return {
    incidents,
    /** Nothing new begins; what was asked is answered still. */
    async stop() {
      isOver = true;
      await Promise.all(lanes);
    },
    /** When every run has come to an end. */
    settled: () => Promise.all(runs),
  };
}

async function declare({ site, asking }: People, random: Random, incidents: string[]): Promise<void> {
  const clockFactor = random.between(120, 900);
  const asked = await asking.ask("maya", { what: "declare" }, async (context) => {
    const draft = await serviceV3({ ...site.stage, freeEnvironment: () => "production" }, { clockFactor });
    return declareIncident(context, draft, { allowsScaledClocks: true });
  });
  if (asked.reference === null) return;
  incidents.push(asked.reference);
  if (random.chance(0.7)) await notify({ asking }, asked.reference);
}

async function notify({ asking }: Pick<People, "asking">, reference: string): Promise<void> {
  await asking.ask("nora", { what: "notice", reference }, async (context) => {
    const nextUpdateAt = minutesAfter(await databaseNow(), 30, 1);
    return sendNotice(context, { reference, template: "initial", nextUpdateAt });
  });
}

async function note({ asking }: Pick<People, "asking">, reference: string): Promise<void> {
  const words = `note ${asking.asked.length} of ${reference}`;
  await asking.ask("nora", { what: "note", words, reference }, (context) =>
    addNote(context, { reference, body: words }),
  );
}

/** A P0 whose rollback starts at once; what its steps do is drawn before. */
async function rollBack(
  work: People,
  random: Random,
  incidents: string[],
  runs: Promise<void>[],
): Promise<void> {
  const { site, asking } = work;
  const { stage } = site;
  const environment = stage.freeEnvironment();
  const clockFactor = random.between(60, 600);
  const declared = await asking.ask("maya", { what: "declare" }, async (context) => {
    const draft = await mvp4({ ...stage, freeEnvironment: () => environment }, { clockFactor });
    return declareIncident(context, draft, { allowsScaledClocks: true });
  });
  const { reference } = declared;
  if (reference === null) return;
  incidents.push(reference);
  for (const { id } of stage.actions) behave(site, reference, id, random);
  const started = await asking.ask("sam", { what: "start", reference }, async (context) => {
    const seenDigest = await seenDigestOf(stage, reference, plan);
    return startRollback(context, { reference, plan, seenDigest, reason: "It has to go back." });
  });
  if (started.answer !== "accepted") return;
  runs.push(
    answerQuestions(work, reference).then((status) => {
      // What was aborted half way stays frozen, as it should.
      if (status === "complete" || status === "verified") stage.giveBack(environment);
    }),
  );
}

function behave({ workshop }: Site, reference: string, action: string, random: Random, mayFail = true): void {
  workshop.behave(reference, action.replaceAll("/", "-"), {
    // Some outlast a lease, most do not.
    ticks: random.chance(0.2) ? random.between(20, 50) : random.between(1, 9),
    code: mayFail && random.chance(0.06) ? 1 : 0,
    child: random.chance(0.3),
  });
}

/** Whoever commands looks at a run that asks, and rules; gives how it ended. */
async function answerQuestions(work: People, reference: string): Promise<RunState["status"] | null> {
  const random = openRandom(work.seed, `rulings of ${reference}`);
  for (;;) {
    const state = await untilAnswered(
      () => stateOf(reference),
      () => work.diary.isOver(),
    );
    const run = state?.runs.at(-1);
    if (run === undefined || !isUnderWay(run)) return run?.status ?? null;
    if (run.status === "asking")
      for (const step of run.steps.filter(isAsking)) await rule(work, reference, run, step, random);
    await wait(300);
  }
}

async function rule(
  work: People,
  reference: string,
  { run }: RunState,
  step: StepState,
  random: Random,
): Promise<void> {
  const { site, asking } = work;
  behave(site, reference, step.action, random, false);
  const ruling = random.chance(0.85) ? "retry" : random.chance(0.7) ? "done-by-hand" : "abort";
  const what = `rule ${ruling} ${run}/${step.id}/${step.attempt}`;
  await asking.ask("sam", { what, reference }, (context) =>
    ruleOnStep(context, {
      reference,
      run,
      step: step.id,
      attempt: step.attempt,
      ruling,
      reason: "We looked at it.",
    }),
  );
}
