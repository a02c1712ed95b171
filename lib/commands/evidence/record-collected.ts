import { z } from "zod";
import { decideCollected } from "#lib/domain/incident/decide/evidence.ts";
import { Id, Words } from "#lib/domain/incident/events/shapes.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { incidentCommand } from "../incident-command.ts";

export const RecordCollected = z.object({
  requirement: z.string().min(1),
  askedBy: Id,
  exitCode: z.number().int().nullable(),
  summary: Words,
  body: Words,
});

/** The worker's: evidence that it ran itself, told apart for good from what somebody handed in. */
export const recordCollected = incidentCommand({
  name: "record-collected",
  input: RecordCollected,
  decide: ({ state, pack, input, circumstances }) => {
    const item = {
      evidence: newId(),
      source: "console" as const,
      kind: "command-output" as const,
      sha256: sha256(input.body),
      bytes: Buffer.byteLength(input.body, "utf8"),
    };
    return decideCollected(state, pack, { ...input, ...item }, circumstances);
  },
});
