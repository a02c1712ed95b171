import { mayRunNow } from "#lib/commands/checkpoint/may-report.ts";
import { reportRun } from "#lib/commands/checkpoint/report-run.ts";
import type { CommandResult, Recorded } from "#lib/commands/context.ts";
import { handInRun } from "#lib/commands/evidence/hand-in-run.ts";
import { mayHandInNow } from "#lib/commands/evidence/may-hand-in.ts";
import type { Ran } from "#lib/commands/evidence/ran.ts";
import { RunSaid } from "#lib/domain/evidence/run-said.ts";
import { accept, type Outcome, refuse } from "#lib/domain/refusal.ts";
import { type Said, saidAs } from "../../_door/take-file.ts";
import { defineHandIn, type HandsIn } from "../_door/define-hand-in.ts";

export const dynamic = "force-dynamic";

type Actor = HandsIn["actor"];

function mayCome(actor: Actor, said: Said): Promise<Outcome<null>> | Outcome<null> {
  const read = saidAs(RunSaid, said);
  if (!read.ok) return read;
  const { for: reference, requirement, criterion } = read.value;
  if (/^CHK-/.test(reference))
    return criterion === undefined
      ? refuse("invalid", null, "For a checkpoint, name the criterion or the required run.")
      : mayRunNow({ actor }, { reference, criterion });
  return requirement === undefined
    ? refuse("invalid", null, "For an incident, name the requirement.")
    : mayHandInNow({ actor }, { reference, requirement });
}

const record = (actor: Actor, ran: Ran): CommandResult<Recorded> => {
  const context = { actor, idempotencyKey: ran.said.idempotencyKey };
  return /^CHK-/.test(ran.said.for) ? reportRun(context, ran) : handInRun(context, ran);
};

/** What a pipeline ran, with its output: as evidence of an incident, or for a criterion of a checkpoint. */
export const POST = defineHandIn({
  name: "evidence",
  scope: "evidence:write",
  taking: ({ actor, token }) => ({
    mayCome: async (said) => mayCome(actor, said),
    take: async (said, file) => {
      const read = saidAs(RunSaid, said);
      if (!read.ok) return read;
      const recorded = await record(actor, { said: read.value, token, file });
      return recorded.ok ? accept({ ...recorded.value, sha256: file.sha256, bytes: file.bytes }) : recorded;
    },
  }),
});
