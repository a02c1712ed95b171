import { z } from "zod";
import { decideTaskDone } from "#lib/domain/incident/decide/task.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const FinishTask = z.object({
  task: Id,
  outcome: Words.trim().min(1, "Say what came of it."),
});

export const finishTask = incidentCommand({
  name: "finish-task",
  input: FinishTask,
  decide: ({ state, pack, input, circumstances }) => decideTaskDone(state, pack, input, circumstances),
});
