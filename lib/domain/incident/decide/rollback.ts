import { mayStartPlan, mayStartRollback, type Start } from "../../authority/start-rollback.ts";
import { asOpenParticipant } from "../../authority/who.ts";
import { heldUpBy } from "../../clock/blocks.ts";
import { openCriteria } from "../../gate/holds.ts";
import { utc } from "../../notice/values.ts";
import { own } from "../../protocol/own.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, type Blocker, refuse } from "../../refusal.ts";
import { unconfirmed } from "../../rollback/confirmations.ts";
import { isUnderWay, latestRun } from "../../rollback/run.ts";
import { outdatedTargets } from "../../rollback/targets.ts";
import { type Circumstances, type Decided, personToken } from "../circumstances.ts";
import type { PlannedStep } from "../events/rollback.ts";
import type { IncidentState } from "../state.ts";

/** The party that a role or a recommendation needs is the one the pack's clock names; both sides see who said it. */
export function decideRecommendation(
  state: IncidentState,
  pack: ProtocolPack,
  input: { plan: string; reason: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const { owner, rule } = ownerOf(pack, "RollbackRecommended");
  if (owner !== null && person.value.party !== owner) {
    return refuse(
      "unauthorised",
      rule,
      `The rollback is recommended by ${pack.parties[owner]?.title ?? owner}.`,
    );
  }
  if (own(pack.plans, input.plan) === undefined)
    return refuse("invalid", null, `${pack.title} knows no plan "${input.plan}".`);
  if (state.recommendation !== null)
    return refuse(
      "conflict",
      rule,
      `${personToken(state.recommendation.by)} recommended the rollback already (entry ${state.recommendation.seq}).`,
    );
  return accept([
    {
      type: "RollbackRecommended",
      facts: { party: person.value.party, plan: input.plan },
      text: { reason: input.reason },
    },
  ]);
}

/** The consumer says that it runs on the restored pin, after the rollback was executed (MKC-3). */
export function decideRepin(
  state: IncidentState,
  pack: ProtocolPack,
  input: { pin: string; body: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const { owner, rule } = ownerOf(pack, "RepinConfirmed");
  if (owner === null) return refuse("invalid", null, `${pack.title} asks for no re-pin confirmation.`);
  if (person.value.party !== owner)
    return refuse("unauthorised", rule, `The re-pin is confirmed by ${pack.parties[owner]?.title ?? owner}.`);
  if ((latestRun(state)?.executedAt ?? null) === null)
    return refuse("rule", rule, "There is nothing to confirm before the rollback is executed.");
  const pins = pinsOf(state);
  if (!pins.includes(input.pin.trim())) {
    return refuse(
      "rule",
      rule,
      `The rollback went back to ${pins.join(" or ")}; "${input.pin}" is another pin.`,
    );
  }
  if (state.repin !== null)
    return refuse(
      "conflict",
      rule,
      `${personToken(state.repin.by)} confirmed the re-pin already (entry ${state.repin.seq}).`,
    );
  return accept([
    {
      type: "RepinConfirmed",
      facts: { party: person.value.party, pin: input.pin },
      text: { body: input.body },
    },
  ]);
}

/** What the consumer may be pinned to: the tag or the commit that the run went back to, else any value of its target. */
function pinsOf(state: IncidentState): string[] {
  const target = latestRun(state)?.target ?? {};
  const pins = [target.tag, target.sha].filter((pin) => pin !== undefined);
  return pins.length > 0 ? pins : Object.values(target);
}

function ownerOf(
  pack: ProtocolPack,
  event: "RollbackRecommended" | "RepinConfirmed",
): { owner: string | null; rule: string | null } {
  const clock = Object.values(pack.clocks).find(
    (one) => one.metBy.is === "recorded" && one.metBy.event === event,
  );
  const owner = clock !== undefined && "parties" in clock.owner ? (clock.owner.parties[0] ?? null) : null;
  return { owner, rule: clock?.rule ?? null };
}

export type StartRollback = {
  run: string;
  plan: string;
  service: string;
  environment: string;
  target: Record<string, string>;
  steps: PlannedStep[];
  /** The digest of the plan as the person saw it. */
  seenDigest: string;
  reason: string;
  /** What was typed for the steps that ask for it, by their ids. */
  confirmed?: Record<string, string>;
  /** A run that acts on the same environment for another incident. */
  elsewhere: { reference: string; startedBy: string; startedAt: string; status: string } | null;
};

/** One run for a service's environment, whatever incidents there are: two would undo each other's steps. */
function runsElsewhere(elsewhere: StartRollback["elsewhere"], rule: Start): Decided | null {
  if (elsewhere === null) return null;
  const { startedBy, reference, startedAt, status } = elsewhere;
  const who = `${personToken(startedBy)} is rolling the same service back in ${reference}`;
  return refuse("conflict", rule.rule ?? null, `${who}, since ${utc(startedAt)}; that run is ${status}.`);
}

/** What the plan needs and is not so yet (PT-5, WP-4). */
const needsOpen = (
  state: IncidentState,
  pack: ProtocolPack,
  plan: string,
  around: Circumstances,
): Blocker[] => [
  ...heldUpBy("start-rollback", state, pack, around.now),
  ...openCriteria(own(pack.plans, plan)?.needs ?? [], state, pack, around).map((need) => ({
    rule: need.rule ?? null,
    message: `Does not hold: ${need.title}`,
  })),
  ...outdatedTargets(plan, { pack, state, now: around.now }),
];

/** Starts a rollback by the authority of the severity (SM-4): one at a time, and exactly the plan that was shown. */
export function decideStart(
  state: IncidentState,
  pack: ProtocolPack,
  input: StartRollback,
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const allowed = mayStartRollback(state, pack, person.value);
  if (!allowed.ok) return allowed;
  const running = latestRun(state);
  if (running !== null && isUnderWay(running)) {
    return refuse(
      "conflict",
      allowed.value.rule ?? null,
      `${personToken(running.startedBy)} started this rollback at ${utc(running.startedAt)}; it is ${running.status}.`,
    );
  }
  if (running !== null && running.status !== "aborted")
    return refuse("conflict", null, "The rollback is done and verified; there is nothing left to roll back.");
  const open = needsOpen(state, pack, input.plan, circumstances);
  if (open.length > 0)
    return refuse("rule", open[0]?.rule ?? null, "Something must be true before this plan may start.", open);
  const may = mayStartPlan(state, pack, allowed.value, { plan: input.plan, now: circumstances.now });
  if (!may.ok) return may;
  const untyped = unconfirmed(state, pack, { plan: input.plan, confirmed: input.confirmed ?? {} });
  if (untyped.length > 0)
    return refuse("rule", untyped[0]?.rule ?? null, "Some steps ask for words that were not typed.", untyped);
  const busy = runsElsewhere(input.elsewhere, allowed.value);
  if (busy !== null) return busy;
  const planDigest = circumstances.digest(input.steps);
  if (planDigest !== input.seenDigest)
    return refuse("stale", null, "The plan has changed since you read it. Read it again before you start.");
  return accept([
    {
      type: "RollbackStarted",
      facts: startedFacts(input, allowed.value, planDigest),
      text: { reason: input.reason },
    },
  ]);
}

function startedFacts(input: StartRollback, rule: Start, planDigest: string) {
  const { run, plan, service, environment, target, steps } = input;
  return {
    run,
    plan,
    service,
    environment,
    target,
    steps,
    planDigest,
    rule: rule.rule ?? null,
    mode: rule.mode,
    approverRole: rule.approval?.role ?? null,
    ratifierRole: rule.ratify?.role ?? null,
    reportOwed: rule.report !== undefined,
  };
}
