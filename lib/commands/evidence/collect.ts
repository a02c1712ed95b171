import { z } from "zod";
import { mayHandIn } from "#lib/domain/incident/decide/evidence.ts";
import { accept, refuse } from "#lib/domain/refusal.ts";
import { newId } from "#lib/platform/ids.ts";
import { enqueue } from "#lib/store/jobs.ts";
import type { Tasks } from "../enqueue.ts";
import { incidentCommand } from "../incident-command.ts";

export const CollectEvidence = z.object({ requirement: z.string().min(1) });

/** Has the worker run the registered action that proves a requirement; what it printed is handed in for the person who asked. */
export const collectEvidence = incidentCommand({
  name: "collect-evidence",
  input: CollectEvidence,
  decide: async ({ tx, state, pack, input: { requirement }, circumstances }) => {
    const allowed = mayHandIn(state, pack, requirement, circumstances);
    if (!allowed.ok) return allowed;
    const { action, title, rule } = allowed.value;
    if (action === undefined)
      return refuse("invalid", rule ?? null, `No action is named that proves "${title}".`);
    const payload: Tasks["collect"] = {
      reference: state.reference,
      requirement,
      person: circumstances.actor.id,
      request: newId(),
    };
    // One key for a requirement: asking again takes it out of the hands of a worker that died with it.
    const jobKey = `collect:${state.reference}:${requirement}`;
    await enqueue(tx, { task: "collect", payload, jobKey, maxAttempts: 3 });
    return accept([]);
  },
});
