import type { PlannedStep } from "#lib/domain/incident/events/rollback.ts";
import type { IncidentState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { parseActionsFile, type RegisteredAction } from "#lib/domain/rollback/action.ts";
import { planAsked } from "#lib/domain/rollback/offered.ts";
import { type PlanProblem, planRun } from "#lib/domain/rollback/plan.ts";
import { digestOf } from "#lib/platform/digest.ts";
import { findActions } from "#lib/store/registered-actions.ts";
import type { Service } from "#lib/store/services.ts";

/** How long the protocol lets a plan take, and whether it cannot be done in that time (SM-1). */
export type PlanTarget = { seconds: number; isMissed: boolean; rule: string | null };

/** A plan as it would run now, with the digest that starting it must repeat; or why it cannot run. */
export type PlanPreview = { plan: string; title: string } & (
  | { ok: true; steps: PlannedStep[]; digest: string; expectedSeconds: number; target: PlanTarget | null }
  | { ok: false; problems: PlanProblem[] }
);

/** Definitions as actions; one that can no longer be read counts as none. */
export const actionsIn = (definitions: readonly unknown[]): RegisteredAction[] =>
  definitions.flatMap((definition) => {
    const parsed = parseActionsFile({ actions: [definition] });
    return parsed.ok ? parsed.actions : [];
  });

/** Every plan of the pack for the incident's first service, with what workers have published for it. */
export async function previewPlans(
  state: IncidentState,
  pack: ProtocolPack,
  services: Service[],
): Promise<PlanPreview[]> {
  const affected = state.services[0];
  const service = services.find((one) => one.id === affected?.id);
  const isPublished = affected !== undefined && service !== undefined;
  const published = isPublished ? await findActions(service.key, affected.environment) : [];
  return plansWith(state, pack, actionsIn(published.map(({ definition }) => definition)));
}

/** Every plan of the pack with these actions, the plan that the trigger asks for first. */
export function plansWith(
  state: IncidentState,
  pack: ProtocolPack,
  actions: RegisteredAction[],
): PlanPreview[] {
  const asked = planAsked(state, pack);
  const names = Object.keys(pack.plans).sort((a, b) => Number(b === asked) - Number(a === asked));
  return names.map((plan) => {
    const title = pack.plans[plan]?.title ?? plan;
    const planned = planRun(pack, plan, state.baseline, actions, state);
    return planned.ok
      ? {
          plan,
          title,
          ...planned,
          digest: digestOf(planned.steps),
          target: targetOf(pack, plan, planned.expectedSeconds),
        }
      : { plan, title, ...planned };
  });
}

function targetOf(pack: ProtocolPack, name: string, expectedSeconds: number): PlanTarget | null {
  const plan = pack.plans[name];
  if (plan?.targetSeconds === undefined) return null;
  const isMissed = expectedSeconds >= plan.targetSeconds;
  return { seconds: plan.targetSeconds, isMissed, rule: plan.rule ?? null };
}
