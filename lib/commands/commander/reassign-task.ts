import { z } from "zod";
import { decideReassignment } from "#lib/domain/incident/decide/task.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { incidentCommand } from "../incident-command.ts";

export const ReassignTask = z.object({ task: Id, owner: Id, reason: Words.default("") });

export const reassignTask = incidentCommand({
  name: "reassign-task",
  input: ReassignTask,
  decide: ({ state, pack, input, circumstances }) => decideReassignment(state, pack, input, circumstances),
});
