import { z } from "zod";
import { decideEvidence } from "#lib/domain/incident/decide/evidence.ts";
import { newId } from "#lib/platform/ids.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { incidentCommand } from "../incident-command.ts";
import { factsOfRun, type Ran, whyNotSo } from "./ran.ts";

const HandInRun = z.object({ requirement: z.string() });

/** What a pipeline ran as evidence, its failure too; the output is kept before the entry that names it. */
export function handInRun(context: CommandContext, ran: Ran): CommandResult {
  const { said, file } = ran;
  return incidentCommand({
    name: "hand-in-run",
    input: HandInRun,
    decide: async ({ tx, state, pack, input, circumstances }) => {
      const wrong = whyNotSo(ran);
      if (wrong !== null) return wrong;
      const { run, output, command } = factsOfRun(ran);
      const { exitCode, media } = said;
      const decided = decideEvidence(
        state,
        pack,
        {
          ...{ ...input, evidence: newId(), source: "person", kind: "check-result", run, exitCode },
          ...{ sha256: file.sha256, bytes: file.bytes, media, name: "output.txt" },
          ...{ summary: command, body: output },
        },
        circumstances,
      );
      if (decided.ok) await file.keep(tx);
      return decided;
    },
  })(context, { reference: said.for, requirement: said.requirement ?? "" });
}
