import type { FactsOf, LoggedEvent, NewEvent } from "../incident/events/index.ts";
import type { IncidentState, StepState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import type { RunNews } from "../protocol/parts/people.ts";

type Told = FactsOf<"RoleTold">;
type Failure = "StepFailed" | "StepInDoubt" | "RollbackAborted";

const stopped: ReadonlySet<StepState["status"]> = new Set(["failed", "in-doubt"]);

/** Who is told at once of what a rollback comes to, by the pack's escalation; nobody is told what they did themselves (SM-5). */
export function runNews(event: LoggedEvent, state: IncidentState, pack: ProtocolPack): NewEvent[] {
  const news = newsOf(event, state);
  if (news === null) return [];
  return Object.values(pack.escalations).flatMap((escalation) =>
    escalation.on
      .filter((one) => one.event === news.cause)
      .map((one) => ({ ...news, role: one.tell, rule: one.rule ?? escalation.rule ?? null }))
      .filter((told) => !isTold(told, state))
      .flatMap((told) => toldTo(told, event, state)),
  );
}

/** A run has failed when a step of it failed or is in doubt and asks, or when it was aborted; after one failure the next is a failure again. */
function newsOf(event: LoggedEvent, state: IncidentState): { run: string; cause: RunNews } | null {
  if (event.type === "RollbackStarted") return { run: event.facts.run, cause: "RollbackStarted" };
  if (!isFailure(event) || (event.type === "StepInDoubt" && isTriedAgain(event, state))) return null;
  return { run: event.facts.run, cause: hadFailed(event, state) ? "RunFailedAgain" : "RunFailed" };
}

const isFailure = (event: LoggedEvent): event is LoggedEvent<Failure> =>
  event.type === "StepFailed" || event.type === "StepInDoubt" || event.type === "RollbackAborted";

/** An earlier run was given up, or a person had to rule on a step of this one. */
const hadFailed = ({ facts }: LoggedEvent<Failure>, { runs }: IncidentState): boolean =>
  runs.some(
    ({ run, steps }) =>
      run !== facts.run ||
      steps.some(
        (step) =>
          step.ruledBy !== null || (stopped.has(step.status) && !("step" in facts && facts.step === step.id)),
      ),
  );

/** A step that may run twice is taken up again by the console itself, and asks nobody. */
const isTriedAgain = ({ facts }: LoggedEvent<"StepInDoubt">, state: IncidentState) =>
  state.runs.some(
    ({ run, steps }) =>
      run === facts.run &&
      steps.some(({ id, idempotent }) => id === facts.step && idempotent && facts.attempt === 1),
  );

const isTold = (told: Omit<Told, "persons">, { told: before }: IncidentState) =>
  before.some(({ run, cause, role }) => run === told.run && cause === told.cause && role === told.role);

function toldTo(told: Omit<Told, "persons">, event: LoggedEvent, state: IncidentState): NewEvent[] {
  const holders = state.participants
    .filter(({ roles }) => roles.includes(told.role))
    .map(({ person }) => person);
  const persons = holders.filter((person) => person !== event.actor.id);
  // Who holds the role did it, so there is nobody left to tell; where nobody holds it, the log says so.
  return holders.length > 0 && persons.length === 0
    ? []
    : [{ type: "RoleTold", facts: { ...told, persons }, text: {} }];
}
