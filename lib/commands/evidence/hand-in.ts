import { z } from "zod";
import { decideEvidence } from "#lib/domain/incident/decide/evidence.ts";
import { Words } from "#lib/domain/incident/events/shapes.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { newId } from "#lib/platform/ids.ts";
import { incidentCommand } from "../incident-command.ts";

export const HandInEvidence = z.object({
  requirement: z.string().min(1),
  kind: z.enum(["command-output", "link", "text"]),
  exitCode: z.number().int().nullable().default(null),
  summary: Words.trim().min(3, "Say in a line what this proves."),
  body: Words.trim().min(1, "Paste the output, the link or the text."),
});

/** The digest is of the exact bytes handed in. */
export const handInEvidence = incidentCommand({
  name: "hand-in-evidence",
  input: HandInEvidence,
  decide: ({ state, pack, input, circumstances }) => {
    const bytes = Buffer.byteLength(input.body, "utf8");
    return decideEvidence(
      state,
      pack,
      { ...input, evidence: newId(), source: "person", sha256: sha256(input.body), bytes },
      circumstances,
    );
  },
});
