import { isInScope } from "../gate/found-out.ts";
import type { PlannedStep } from "../incident/events/rollback.ts";
import type { IncidentState } from "../incident/state.ts";
import { parseTemplate, renderTemplate } from "../notice/template.ts";
import { own } from "../protocol/own.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { type RegisteredAction, resolveCommand } from "./action.ts";
import { laneBeside } from "./lanes.ts";
import { expectedSecondsOf } from "./parts.ts";

export type PlanProblem = { step: string; message: string };
export type PlannedRun =
  | { ok: true; steps: PlannedStep[]; expectedSeconds: number }
  | { ok: false; problems: PlanProblem[] };

/**
 * A pack's plan against the actions that are registered for the service: exactly what will run. The target comes from
 * the pinned baseline and the confirmed targets, never from what runs now; the scope level that was declared says which
 * steps there are (PT-3, WP-4).
 */
export function planRun(
  pack: ProtocolPack,
  plan: string,
  baseline: Record<string, string>,
  actions: RegisteredAction[],
  mode: Pick<IncidentState, "mode"> & Partial<Pick<IncidentState, "targets">> = { mode: null },
): PlannedRun {
  const steps = (own(pack.plans, plan)?.steps ?? []).filter(({ scopes }) => isInScope(scopes, mode));
  if (steps.length === 0) return { ok: false, problems: [{ step: plan, message: "There is no such plan." }] };
  const planned = steps.map((step) => planStep(step, { pack, plan, baseline, actions, mode }));
  const problems = planned.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return { ok: false, problems };
  const run = planned.flatMap((one) => (one.ok ? [one.step] : []));
  return { ok: true, steps: run, expectedSeconds: expectedSecondsOf(run) };
}

type PackStep = ProtocolPack["plans"][string]["steps"][number];
type Around = {
  pack: ProtocolPack;
  plan: string;
  baseline: Record<string, string>;
  actions: RegisteredAction[];
  mode: Partial<Pick<IncidentState, "targets">>;
};

/** One step with the action that is registered for it and every value that it takes, or what is missing. */
function planStep(
  step: PackStep,
  { pack, plan, baseline, actions, mode }: Around,
): { ok: true; step: PlannedStep } | { ok: false; problems: PlanProblem[] } {
  const { id, kind, action: name, rule, expectedSeconds, idempotent } = step;
  const lacks = (...messages: string[]) => ({
    ok: false as const,
    problems: messages.map((message) => ({ step: id, message })),
  });
  const action = actions.find((one) => one.id === name);
  if (action === undefined) return lacks(`No action "${name}" is registered for this service.`);
  const blank = unconfirmedIn(step.with, pack, mode.targets);
  if (blank.length > 0) return lacks(...blank.map((title) => `"${title}" is not confirmed yet.`));
  const parameters = fillParameters(step.with, baseline, mode.targets);
  const resolved = resolveCommand(action, parameters);
  if (!resolved.ok)
    return lacks(...resolved.problems.map(({ parameter, reason }) => `${parameter}: ${reason}`));
  const planned = {
    ...{ id, kind, action: name, rule: rule ?? null },
    ...{ parameters, argv: resolved.argv, expectedSeconds, idempotent },
    ...laneBeside(pack, plan, step),
  };
  return { ok: true, step: planned };
}

/** Targets that a step quotes and nobody has confirmed, by their titles. */
function unconfirmedIn(
  values: Record<string, string>,
  pack: ProtocolPack,
  confirmed: IncidentState["targets"] = {},
): string[] {
  const quoted = Object.entries(pack.targets).filter(([name]) =>
    Object.values(values).some((template) => template.includes(`{{targets.${name}}}`)),
  );
  return quoted.flatMap(([name, { title }]) => (own(confirmed, name) === undefined ? [title] : []));
}

/** A value that neither the baseline nor a confirmed target has stays a blank, which the action's own parameter then refuses by name. */
export function fillParameters(
  values: Record<string, string>,
  baseline: Record<string, string>,
  confirmed: IncidentState["targets"] = {},
): Record<string, string> {
  const targets = Object.fromEntries(Object.entries(confirmed).map(([name, { value }]) => [name, value]));
  return Object.fromEntries(
    Object.entries(values).map(([name, template]) => {
      const parsed = parseTemplate(template);
      const rendered = parsed.ok ? renderTemplate(parsed.template, { baseline, targets }) : null;
      return [name, rendered?.ok ? rendered.text : ""];
    }),
  );
}
