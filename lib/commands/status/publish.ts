import { z } from "zod";
import { decidePublication } from "#lib/domain/incident/decide/notice.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { newId } from "#lib/platform/ids.ts";
import { incidentCommand } from "../incident-command.ts";

export const PublishStatus = z.object({
  state: z.enum(["investigating", "maintenance", "monitoring", "resolved"]),
  services: z
    .array(z.object({ id: Id, health: z.enum(["operational", "degraded", "outage", "maintenance"]) }))
    .min(1),
  title: Words.trim().min(3, "Give the public a headline."),
  body: Words.trim().min(3, "Say what is happening and when the next word comes."),
});

export const publishStatus = incidentCommand({
  name: "publish-status",
  input: PublishStatus,
  decide: ({ state, pack, input, circumstances }) =>
    decidePublication(state, pack, { ...input, publication: newId() }, circumstances),
});
