import { minutesAfter } from "#lib/domain/clock/firing.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import { planRun } from "#lib/domain/rollback/plan.ts";
import { findRun, nextSteps } from "#lib/domain/rollback/run.ts";
import { digestOf, sha256 } from "#lib/platform/digest.ts";
import { releaseLease, takeLease } from "#lib/store/leases.ts";
import { packByHash } from "#lib/store/packs.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { handInEvidence } from "../evidence/hand-in.ts";
import { handInDeliverable } from "../evidence/hand-in-deliverable.ts";
import { closeIncident } from "../incident/close.ts";
import { declareIncident } from "../incident/declare.ts";
import { recordReceipt } from "../notice/record-receipt.ts";
import { sendNotice } from "../notice/send.ts";
import { recordStep } from "../rollback/record-step.ts";
import { startRollback } from "../rollback/start.ts";
import { startStep } from "../rollback/start-step.ts";
import { publishStatus } from "../status/publish.ts";
import type { Name } from "./cast.ts";
import { accepted, asConsole, asking, type Stage, stateOf } from "./stage.ts";

type Draft = Parameters<typeof declareIncident>[1];

export const answers = {
  contractMode: "service.v3 candidate",
  currentPin: { tag: "v1.5.0", sha: "fedcba9" },
  targetPin: { tag: "v1.4.2", sha: "0123456" },
  impact: "Orders fail for everyone.",
  immediateActions: "We are rolling back.",
};

/** A declaration that the service-v3 rules accept: at SEV-1, seen just now. */
export async function serviceV3(
  { service, freeEnvironment }: Stage,
  change: Partial<Draft> = {},
): Promise<Draft> {
  return {
    packId: "service-v3-rollback",
    trigger: "envelope-mismatch",
    severity: "SEV-1",
    identifiedAt: await databaseNow(),
    title: "Error answers have the wrong envelope",
    answers,
    services: [{ id: service, environment: freeEnvironment() }],
    ...change,
  };
}

/** The same for mvp4-ga: a global outage at P0. */
export async function mvp4({ service, freeEnvironment }: Stage, change: Partial<Draft> = {}): Promise<Draft> {
  return {
    packId: "mvp4-ga",
    trigger: "global-outage",
    severity: "P0",
    identifiedAt: await databaseNow(),
    title: "Every second request fails",
    answers: {
      userImpact: "Nobody can order.",
      dataImpact: "None.",
      availabilityImpact: "The shop is down.",
    },
    services: [{ id: service, environment: freeEnvironment() }],
    ...change,
  };
}

/** The same for edge-platform: a regression since a deployment at SEV-2. */
export async function edge({ service, freeEnvironment }: Stage): Promise<Draft> {
  return {
    packId: "edge-platform",
    trigger: "deployment-regression",
    severity: "SEV-2",
    identifiedAt: await databaseNow(),
    title: "Worse since the deployment of this morning",
    answers: {},
    services: [{ id: service, environment: freeEnvironment() }],
  };
}

/** The same for failing-cycle: a regression at SEV-2. */
export async function failing({ service, freeEnvironment }: Stage): Promise<Draft> {
  return {
    packId: "failing-cycle",
    trigger: "regression",
    severity: "SEV-2",
    identifiedAt: await databaseNow(),
    title: "The cycle cannot be finished",
    answers: {},
    services: [{ id: service, environment: freeEnvironment() }],
  };
}

export async function declared(stage: Stage, draft: Draft, by: Name = "maya"): Promise<string> {
  const outcome = await declareIncident(asking(stage)(by), draft, { allowsScaledClocks: true });
  return accepted(outcome).reference;
}

/** The digest of a plan as the incident's own page shows it. */
export async function seenDigestOf({ actions }: Stage, reference: string, plan: string): Promise<string> {
  const state = await stateOf(reference);
  const planned = planRun(await packByHash(state.pack.hash), plan, state.baseline, actions, state);
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  return digestOf(planned.steps);
}

export async function startedRun(stage: Stage, reference: string, plan: string, by: Name): Promise<string> {
  const seenDigest = await seenDigestOf(stage, reference, plan);
  const reason = "It has to go back.";
  accepted(await startRollback(asking(stage)(by), { reference, plan, seenDigest, reason }));
  return (await stateOf(reference)).runs.at(-1)?.run ?? "";
}

/** Begins the next step as the worker does: a lease, and the intent under its epoch. */
export async function begunStep(reference: string, runId: string) {
  const next = nextStepsOf(await stateOf(reference), runId)[0];
  const lane = next?.lane ?? "";
  const address = {
    runId,
    lane,
    incident: reference,
    step: next?.id ?? "",
    attempt: (next?.attempt ?? 0) + 1,
  };
  const lease = await takeLease({ ...address, worker: "worker", seconds: 60 });
  if (lease === null) throw new Error("the run is held by another");
  const { epoch } = lease;
  accepted(await startStep(asConsole(), { reference, run: runId, worker: "worker", epoch }));
  const run = findRun(await stateOf(reference), runId);
  const step = run?.steps.find((one) => one.status === "running" && one.id === next?.id);
  return step === undefined ? null : { reference, run: runId, step: step.id, attempt: step.attempt, epoch };
}

function nextStepsOf(state: IncidentState, runId: string) {
  const run = findRun(state, runId);
  return run === null ? [] : nextSteps(run);
}

export const ended = { durationMs: 5, exitCode: 0, outputDigest: sha256("ok"), tail: "ok" };

/** Plays a run to its end as the worker would, every step a success. */
export async function playRun(reference: string, runId: string): Promise<void> {
  for (
    let step = await begunStep(reference, runId);
    step !== null;
    step = await begunStep(reference, runId)
  ) {
    accepted(await recordStep(asConsole(), { ...step, ...ended, result: { outcome: "succeeded" } }));
    await releaseLease({ runId, epoch: step?.epoch ?? 0 });
  }
}

/** Has every delivery of the last notice accepted, as the worker would report it. */
export async function reached(reference: string): Promise<void> {
  const notice = (await stateOf(reference)).notices.at(-1);
  for (const delivery of notice?.deliveries ?? []) {
    const address = { reference, notice: notice?.notice ?? "", delivery: delivery.id, attempt: 1 };
    const result = { outcome: "accepted", receipt: "250 queued" } as const;
    accepted(await recordReceipt(asConsole(), { ...address, result }));
  }
}

/** Sends the notice with which a service-v3 incident begins, promising the next one. */
export async function sentInitial(stage: Stage, reference: string): Promise<void> {
  const nextUpdateAt = minutesAfter(await databaseNow(), 30, 1);
  accepted(await sendNotice(asking(stage)("nora"), { reference, template: "initial", nextUpdateAt }));
}

/** Closes an incident that needed no rollback: a drifted payload, mended. */
export async function closedDrift(stage: Stage): Promise<string> {
  const as = asking(stage);
  const drift = { trigger: "payload-drift", severity: "SEV-2" };
  const reference = await declared(stage, await serviceV3(stage, drift));
  await sentInitial(stage, reference);
  await reached(reference);
  const closing = { template: "closing", fields: { outcome: "It is mended." } };
  accepted(await sendNotice(as("nora"), { reference, ...closing }));
  await reached(reference);
  const proof = { kind: "text", summary: "The payload is as agreed", body: "diff: none" } as const;
  accepted(await handInEvidence(as("priya"), { reference, requirement: "payload", ...proof }));
  const summary = { deliverable: "joint-summary", body: "A field drifted and was mended." };
  accepted(await handInDeliverable(as("carl"), { reference, ...summary }));
  const services = [{ id: stage.service, health: "operational" as const }];
  const status = { reference, services, title: "All is well again", body: "It is mended." };
  accepted(await publishStatus(as("nora"), { ...status, state: "resolved" }));
  accepted(await closeIncident(as("maya"), { reference, summary: "Mended." }));
  return reference;
}
