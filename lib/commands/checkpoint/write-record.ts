import { z } from "zod";
import { decideWriting } from "#lib/domain/checkpoint/decide/writing.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { checkpointCommand } from "./checkpoint-command.ts";

export const WriteRecord = z.object({
  part: z.string().min(1),
  words: Words.trim().min(3, "Expected words for the joint record."),
  owner: z.string().min(1).nullable(),
});

/** A part of the joint decision record that only people can say. */
export const writeRecord = checkpointCommand({
  name: "write-record",
  input: WriteRecord,
  decide: ({ state, pack, input, circumstances }) => decideWriting(state, pack, input, circumstances),
});
