import { leads } from "../../authority/lead.ts";
import { asOpenParticipant } from "../../authority/who.ts";
import type { ProtocolPack } from "../../protocol/pack.ts";
import { accept, type Blocker, type Outcome, refuse } from "../../refusal.ts";
import { type ActingPerson, type Circumstances, type Decided, personToken } from "../circumstances.ts";
import { entryToken } from "../entry-token.ts";
import type { IncidentState, TaskState } from "../state.ts";

const hasPart = (state: IncidentState, person: string) =>
  state.participants.some((one) => one.person === person);

const openTasks = (state: IncidentState): TaskState[] => state.tasks.filter(({ done }) => done === null);

/** Tasks that are not done keep the incident open, each by its own words. */
export const taskBlockers = (state: IncidentState): Blocker[] =>
  openTasks(state).map(({ seq, owner }) => ({
    rule: null,
    message: `Not done yet: ${entryToken(seq)} (${personToken(owner)})`,
  }));

/** Gives somebody in the room something to do. */
export function decideTask(
  state: IncidentState,
  input: { task: string; owner: string; dueAt: string | null; title: string },
  circumstances: Circumstances,
): Decided {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const { title, ...facts } = input;
  if (!hasPart(state, input.owner))
    return refuse("invalid", null, "A task is given to somebody who has a part in the incident.");
  if (input.dueAt !== null && input.dueAt <= circumstances.now)
    return refuse("invalid", null, "A task is due at a time still to come.");
  return accept([{ type: "TaskAdded", facts, text: { title } }]);
}

/** A task that is open, and somebody who may say what becomes of it: its owner, who gave it, or who leads. */
function openTask(
  state: IncidentState,
  pack: ProtocolPack,
  id: string,
  circumstances: Circumstances,
): Outcome<{ person: ActingPerson; task: TaskState }> {
  const person = asOpenParticipant(state, circumstances);
  if (!person.ok) return person;
  const task = state.tasks.find((one) => one.task === id);
  if (task === undefined) return refuse("invalid", null, "There is no such task.");
  if (task.done !== null)
    return refuse("conflict", null, `${personToken(task.done.by)} has recorded it as done already.`);
  const { value } = person;
  if (value.id !== task.owner && value.id !== task.by && !leads(state, pack, value))
    return refuse(
      "unauthorised",
      null,
      `It is ${personToken(task.owner)}'s task: they, who gave it or the commander may do this.`,
    );
  return accept({ person: value, task });
}

/** Gives a task to somebody else. */
export function decideReassignment(
  state: IncidentState,
  pack: ProtocolPack,
  input: { task: string; owner: string; reason: string },
  circumstances: Circumstances,
): Decided {
  const found = openTask(state, pack, input.task, circumstances);
  if (!found.ok) return found;
  const { reason, ...facts } = input;
  if (!hasPart(state, input.owner))
    return refuse("invalid", null, "A task is given to somebody who has a part in the incident.");
  if (found.value.task.owner === input.owner)
    return refuse("conflict", null, `It is ${personToken(input.owner)}'s already.`);
  return accept([{ type: "TaskReassigned", facts, text: { reason } }]);
}

/** Ends a task with what came of it. */
export function decideTaskDone(
  state: IncidentState,
  pack: ProtocolPack,
  input: { task: string; outcome: string },
  circumstances: Circumstances,
): Decided {
  const found = openTask(state, pack, input.task, circumstances);
  if (!found.ok) return found;
  return accept([{ type: "TaskDone", facts: { task: input.task }, text: { outcome: input.outcome } }]);
}
