import { decideExplanation } from "../../clock/explain.ts";
import { confirmationsOf } from "../../rollback/confirmations.ts";
import { latestRun } from "../../rollback/run.ts";
import type { ActingPerson, Decided } from "../circumstances.ts";
import { decideClosing } from "../decide/close.ts";
import { decideDeliverable } from "../decide/evidence.ts";
import { decidePublication } from "../decide/notice.ts";
import { decideRecommendation, decideRepin } from "../decide/rollback.ts";
import { decideApproval, decideRatification, decideReport } from "../decide/run.ts";
import { decideRole } from "../decide/timeline.ts";
import type { Obligation, ObligationAct } from "../obligation.ts";
import { isMine, obligations } from "../obligations.ts";
import { mailAccepts, sendsNotice, startsRollback, stepsSucceed } from "./acts.ts";
import { idOf, minute } from "./cast.ts";
import { linksBridge } from "./commanding.ts";
import { handsIn, proposes, signs } from "./decisions.ts";
import { chooses, findsOut, nextPlay, remembers, reports } from "./found-out.ts";
import { attests, confirmsTarget, declaresMode, lifts } from "./mode.ts";
import { type Story, shopId } from "./story.ts";
import { answersFor, concludes, confirms, schedules } from "./timing-acts.ts";

/** One obligation being met: by whom, at which minute, as which act in its turn. */
export type Turn<K extends ObligationAct["kind"] = ObligationAct["kind"]> = {
  story: Story;
  person: ActingPerson;
  minutes: number;
  number: number;
  act: Extract<ObligationAct, { kind: K }>;
};
export type Acts = { [K in ObligationAct["kind"]]?: (turn: Turn<K>) => Decided | undefined };

const reason = "As the protocol asks.";
const minutesInto = (instant: string) => (Date.parse(instant) - Date.parse(minute(0))) / 60_000;

const communication: Acts = {
  "send-notice": ({ story, person, minutes, number, act }) => {
    const template = story.pack.notices[act.notice];
    const fields = Object.fromEntries(Object.keys(template?.asks ?? {}).map((name) => [name, "All is said"]));
    const facts = Object.keys(story.pack.facts).map((name) => [name, "As it was seen"]);
    const promises = template?.promisesNextUpdate ? minutes + (template.nextUpdateWithinMinutes ?? 30) : null;
    const sent = sendsNotice(story, minutes, person, {
      number,
      template: act.notice,
      fields,
      values: Object.fromEntries(facts),
      ...(promises === null ? {} : { promises }),
    });
    if (sent.ok) mailAccepts(story, minutes, number);
    return sent;
  },
  "publish-status": ({ story, person, minutes, number, act }) => {
    const isOver = latestRun(story.state) !== null && story.state.publication !== null;
    const said = act.state ?? (isOver ? "resolved" : "investigating");
    return story.asks(minutes, person, (state, circumstances) =>
      decidePublication(
        state,
        story.pack,
        {
          publication: idOf(0xa00 + number),
          state: said,
          services: [{ id: shopId, health: said === "resolved" ? "operational" : "outage" }],
          title: "Orders",
          body: "We are on it.",
        },
        circumstances,
      ),
    );
  },
};

const rollback: Acts = {
  recommend: ({ story, person, minutes }) =>
    story.asks(minutes, person, (state, circumstances) => {
      const plan =
        story.pack.triggers[state.trigger]?.requires.plan ?? Object.keys(story.pack.plans)[0] ?? "";
      return decideRecommendation(state, story.pack, { plan, reason }, circumstances);
    }),
  "start-rollback": ({ story, person, minutes, number, act }) => {
    const words = confirmationsOf(story.state, story.pack, act.plan).map(({ step, says }) => [step, says]);
    const confirmed = Object.fromEntries(words);
    const started = startsRollback(story, minutes, person, act.plan, { number, confirmed });
    if (started.ok) stepsSucceed(story, minutes);
    return started;
  },
  "answer-approval": ({ story, person, minutes, act }) =>
    story.asks(minutes, person, (state, circumstances) =>
      decideApproval(state, story.pack, { run: act.run, answer: "approved", reason }, circumstances),
    ),
  "file-report": ({ story, person, minutes, act }) =>
    story.asks(minutes, person, (state, circumstances) =>
      decideReport(state, { run: act.run, body: reason }, circumstances),
    ),
  ratify: ({ story, person, minutes, act }) =>
    story.asks(minutes, person, (state, circumstances) =>
      decideRatification(state, story.pack, { run: act.run, reason }, circumstances),
    ),
  "confirm-repin": ({ story, person, minutes }) =>
    story.asks(minutes, person, (state, circumstances) =>
      decideRepin(
        state,
        story.pack,
        { pin: latestRun(state)?.target.tag ?? "", body: reason },
        circumstances,
      ),
    ),
};

const timing: Acts = {
  "confirm-trigger": ({ story, person, minutes }) => confirms(story, minutes, person),
  "conclude-discussion": ({ story, person, minutes }) => concludes(story, minutes, person),
  "schedule-rollback": ({ story, person, minutes, act }) =>
    schedules(story, minutes, person, { plan: act.plan, startAt: minutes + 30 }),
  "answer-consensus": ({ story, person, minutes, act }) => answersFor(story, minutes, person, act.role),
};

const proof: Acts = {
  "hand-in-evidence": ({ story, person, minutes, act }) => handsIn(story, minutes, person, act.requirement),
  "hand-in-deliverable": ({ story, person, minutes, act }) =>
    story.asks(minutes, person, (state, circumstances) =>
      decideDeliverable(state, story.pack, { deliverable: act.deliverable, body: reason }, circumstances),
    ),
  "propose-decision": ({ story, person, minutes, act }) => proposes(story, minutes, person, act.gate),
  "answer-decision": ({ story, person, minutes }) =>
    signs(story, minutes, person, {
      answer: Object.values(story.pack.gates)[0]?.answers.find(({ go }) => go)?.id ?? "",
    }),
};

const leading: Acts = {
  "link-bridge": ({ story, person, minutes }) => linksBridge(story, minutes, person),
  "explain-breach": ({ story, person, minutes, act }) =>
    story.asks(minutes, person, (state, circumstances) => {
      const { clock, occurrence } = act;
      return decideExplanation(state, story.pack, { clock, occurrence, words: reason }, circumstances);
    }),
  "assign-role": ({ story, person, minutes, number, act }) =>
    story.asks(minutes, person, (state, circumstances) =>
      decideRole(
        state,
        story.pack,
        { person: idOf(0xb00 + number), role: act.role ?? story.pack.commander, party: null },
        circumstances,
      ),
    ),
  close: ({ story, person, minutes }) =>
    story.asks(minutes, person, (state, circumstances) =>
      decideClosing(state, story.pack, { summary: reason }, circumstances),
    ),
};

const foundOut: Acts = {
  "record-fact": ({ story, person, minutes, act }) => findsOut(story, minutes, person, act.fact),
  "choose-play": ({ story, person, minutes }) => chooses(story, minutes, person, nextPlay(story)),
  "measure-baseline": ({ story, person, minutes, act }) => remembers(story, minutes, person, act.check),
  "report-check": ({ story, person, minutes, act }) => reports(story, minutes, person, act.check),
};

const mode: Acts = {
  "declare-mode": ({ story, person, minutes }) => declaresMode(story, minutes, person),
  "confirm-target": ({ story, person, minutes, act }) => confirmsTarget(story, minutes, person, act.target),
  attest: ({ story, person, minutes, act }) => attests(story, minutes, person, act.attestation),
  unfreeze: ({ story, person, minutes }) => lifts(story, minutes, person),
};

const acts: Acts = {
  ...communication,
  ...rollback,
  ...timing,
  ...proof,
  ...leading,
  ...foundOut,
  ...mode,
};

function meet(story: Story, one: Obligation, cast: readonly ActingPerson[], minutes: number, number: number) {
  const person = cast.find((who) =>
    isMine(one, { person: who.id, roles: who.roles, party: who.party, commander: false }),
  );
  if (person === undefined) throw new Error(`nobody of the cast owes "${one.title}"`);
  const act = acts[one.act.kind] as ((turn: Turn) => Decided | undefined) | undefined;
  if (act === undefined) throw new Error(`no way to "${one.title}" (${one.act.kind})`);
  const met = act({ story, person, minutes, number, act: one.act });
  if (met !== undefined && !met.ok) {
    const because = [met.refusal, ...met.refusal.blockers].map(({ message }) => message).join(" ");
    throw new Error(`"${one.title}" is owed and refused: ${because}`);
  }
}

/**
 * Does what is owed and nothing else until the incident is closed: the soonest first, but what was not done yet before
 * what comes again and again, such as a promised update. Gives what was done, in its order; fails where something owed
 * cannot be met, or where nothing is owed and the incident is still open.
 */
export function followsOwed(story: Story, cast: readonly ActingPerson[], from = 1): string[] {
  const done: string[] = [];
  let now = from;
  for (let turn = 1; story.state.status === "open"; turn += 1) {
    if (turn > 200) throw new Error(`no end in sight; the last was "${done.at(-1)}"`);
    const times = ({ title }: Obligation) => done.filter((one) => one === title).length;
    const next = obligations(story.state, story.pack).sort((a, b) => times(a) - times(b))[0];
    if (next === undefined) throw new Error("nothing is owed, and it is still open");
    // A scheduled start has its time; nobody is in a hurry with anything else.
    const due = next.id === "rollback:start" && next.dueAt !== null ? minutesInto(next.dueAt) : 0;
    now = Math.max(now + 0.1, due);
    meet(story, next, cast, now, turn);
    done.push(next.title);
  }
  return done;
}
