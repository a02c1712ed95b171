import type { RunState, StepState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";

/** How a rollback stands, for people outside the room: a stop is said to be one, and why (SM-7, SM-9). */
export function rollbackWords(run: RunState | null, pack: ProtocolPack): string {
  if (run === null) return "not started";
  const done = `${run.steps.filter(isDone).length} of ${run.steps.length} steps done`;
  switch (run.status) {
    case "awaiting-approval":
      return "waiting for its approval; nothing has run";
    case "running":
      return `under way, ${done}`;
    case "paused":
      return `paused, ${done}`;
    case "asking":
      return `stopped: ${whyStopped(run, pack)}; a person decides how it goes on, ${done}`;
    case "executed":
      return "carried out, being verified";
    case "verified":
      return "carried out and verified";
    case "aborted":
      return `aborted, ${done}`;
    case "complete":
      return "complete";
  }
}

const isDone = ({ status }: StepState) => status === "succeeded" || status === "done-by-hand";

function whyStopped({ plan, steps }: RunState, pack: ProtocolPack): string {
  const titleOf = ({ id }: StepState) =>
    `"${pack.plans[plan]?.steps.find((step) => step.id === id)?.title ?? id}"`;
  const stopped = steps.flatMap((step) => {
    if (step.status === "failed") return [`${titleOf(step)} failed`];
    if (step.status === "in-doubt") return [`how ${titleOf(step)} ended is not known`];
    return step.status === "awaits-person" ? [`${titleOf(step)} is to be done by hand`] : [];
  });
  return stopped.join(", ") || "it asks";
}
