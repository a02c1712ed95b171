import { z } from "zod";
import { mayReport } from "#lib/domain/incident/decide/check.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { newId } from "#lib/platform/ids.ts";
import { enqueue } from "#lib/store/jobs.ts";
import type { Tasks } from "../enqueue.ts";
import { incidentCommand } from "../incident-command.ts";

export const RunCheck = z.object({ check: z.string().min(1) });

/** Has the worker run the registered action of a check; how it came out is recorded for the person who asked. */
export const runCheck = incidentCommand({
  name: "run-check",
  input: RunCheck,
  decide: async ({ tx, state, pack, input: { check }, circumstances }) => {
    const allowed = mayReport(state, pack, check, circumstances);
    if (!allowed.ok) return allowed;
    const { action, title, rule } = allowed.value;
    if (action === undefined)
      return refuse("invalid", rule ?? null, `No action is named that runs "${title}".`);
    const payload: Tasks["check"] = {
      reference: state.reference,
      check,
      person: circumstances.actor.id,
      request: newId(),
    };
    // One key for a check: asking again takes it out of the hands of a worker that died with it.
    await enqueue(tx, {
      task: "check",
      payload,
      jobKey: `check:${state.reference}:${check}`,
      maxAttempts: 3,
    });
    return accept([]);
  },
});
