import { z } from "zod";
import { decideNotice } from "#lib/domain/incident/decide/notice.ts";
import { Instant, Words } from "#lib/domain/incident/events/shapes.ts";
import { newId } from "#lib/platform/ids.ts";
import { incidentCommand } from "../incident-command.ts";
import { recipientsOf } from "./recipients.ts";
import { wordsOf } from "./words.ts";

export const SendNotice = z.object({
  template: z.string().min(1),
  fields: z.record(z.string(), Words).default({}),
  nextUpdateAt: Instant.nullable().default(null),
});

export const sendNotice = incidentCommand({
  name: "send-notice",
  input: SendNotice,
  decide: async ({ tx, state, pack, input, circumstances }) => {
    const recipients = await recipientsOf(tx, state, pack, input.template);
    const words = await wordsOf(state, circumstances.actor.id, tx);
    return decideNotice(state, pack, { ...input, words, ...recipients, notice: newId() }, circumstances);
  },
});
