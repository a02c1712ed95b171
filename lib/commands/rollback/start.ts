import { z } from "zod";
import { asOpenParticipant } from "#lib/domain/authority/who.ts";
import { decideStart } from "#lib/domain/incident/decide/rollback.ts";
import { Sha256, Words } from "#lib/domain/incident/events/shapes.ts";
import { refuse } from "#lib/domain/refusal.ts";
import { planRun } from "#lib/domain/rollback/plan.ts";
import { newId } from "#lib/platform/ids.ts";
import { runElsewhere } from "#lib/store/service-runs.ts";
import { findServices } from "#lib/store/services.ts";
import { incidentCommand } from "../incident-command.ts";
import { registeredActionsOf } from "./registered-actions.ts";

export const StartRollback = z.object({
  plan: z.string().min(1),
  seenDigest: Sha256,
  reason: Words.trim().min(3, "Say why you roll back."),
  /** What was typed for the steps that ask for it, by their ids. */
  confirmed: z.record(z.string().max(100), z.string().max(500)).default({}),
});

/** Starts the plan for the incident's first service. The steps are resolved again here: what was shown must be what runs. */
export const startRollback = incidentCommand({
  name: "start-rollback",
  input: StartRollback,
  decide: async ({ tx, state, pack, input, circumstances }) => {
    const person = asOpenParticipant(state, circumstances);
    if (!person.ok) return person;
    const affected = state.services[0];
    const [service] = affected === undefined ? [] : await findServices([affected.id], tx);
    if (affected === undefined || service === undefined)
      return refuse("invalid", null, "The incident names no service to roll back.");
    const actions = await registeredActionsOf(service.key, affected.environment, tx);
    const planned = planRun(pack, input.plan, state.baseline, actions, state);
    if (!planned.ok) {
      const blockers = planned.problems.map((problem) => ({
        rule: null,
        message: `${problem.step}: ${problem.message}`,
      }));
      return refuse("invalid", null, "The plan cannot run as it stands.", blockers);
    }
    const target = { service: affected.id, environment: affected.environment, target: state.baseline };
    const place = { service: affected.id, environment: affected.environment, reference: state.reference };
    const elsewhere = await runElsewhere(tx, place);
    return decideStart(
      state,
      pack,
      { ...input, ...target, run: newId(), steps: planned.steps, elsewhere },
      circumstances,
    );
  },
});
