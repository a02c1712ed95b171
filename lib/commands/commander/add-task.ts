import { z } from "zod";
import { decideTask } from "#lib/domain/incident/decide/task.ts";
import { Id, Instant } from "#lib/domain/incident/events/shapes.ts";
import { newId } from "#lib/platform/ids.ts";
import { incidentCommand } from "../incident-command.ts";

export const AddTask = z.object({
  owner: Id,
  dueAt: Instant.nullable().default(null),
  title: z
    .string()
    .trim()
    .min(3, "Say what is to be done.")
    .max(200, "Say it in at most 200 characters.")
    .regex(/^\P{Cc}*$/u, "Say it in one line."),
});

export const addTask = incidentCommand({
  name: "add-task",
  input: AddTask,
  decide: ({ state, input, circumstances }) => decideTask(state, { ...input, task: newId() }, circumstances),
});
