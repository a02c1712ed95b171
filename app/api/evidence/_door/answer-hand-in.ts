import { failureOf } from "#app/_action/failure.ts";
import { CheckpointReference } from "#lib/commands/checkpoint/checkpoint-command.ts";
import { mayReportNow } from "#lib/commands/checkpoint/may-report.ts";
import { ReportWithFile, reportWithFile } from "#lib/commands/checkpoint/report-with-file.ts";
import type { CommandContext, CommandResult, Recorded } from "#lib/commands/context.ts";
import { HandInFile, handInFile } from "#lib/commands/evidence/hand-in-file.ts";
import { mayHandInNow } from "#lib/commands/evidence/may-hand-in.ts";
import type { Arrived } from "#lib/commands/evidence/with-file.ts";
import { Reference } from "#lib/commands/incident-command.ts";
import { accept, type Outcome } from "#lib/domain/refusal.ts";
import { type Said, saidAs, statusOf, takeFile } from "../../_door/take-file.ts";

const Words = HandInFile.extend({ reference: Reference });
const ReportWords = ReportWithFile.extend({ reference: CheckpointReference });
export const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };

const isForCheckpoint = ({ reference }: Said): boolean => /^CHK-/.test(String(reference));

async function mayCome(by: Pick<CommandContext, "actor">, said: Said): Promise<Outcome<null>> {
  if (isForCheckpoint(said)) {
    const read = saidAs(ReportWords, said);
    return read.ok ? mayReportNow(by, read.value) : read;
  }
  const read = saidAs(Words, said);
  return read.ok ? mayHandInNow(by, read.value) : read;
}

const record = (by: CommandContext, said: Said, file: Arrived): CommandResult<Recorded> =>
  isForCheckpoint(said)
    ? reportWithFile(by, ReportWords.parse(said), file)
    : handInFile(by, Words.parse(said), file);

/**
 * A file from a person who is known, as evidence in a room or with a report at a checkpoint: a first line of JSON says
 * what it is, and the file follows.
 */
export async function answerHandIn(request: Request, { personId }: { personId: string }): Promise<Response> {
  try {
    const actor = { kind: "person" as const, id: personId };
    const { status, outcome } = await takeFile(request, {
      mayCome: (said) => mayCome({ actor }, said),
      take: async (said, file) => {
        const recorded = await record({ actor, idempotencyKey: said.idempotencyKey }, said, file);
        if (!recorded.ok) return recorded;
        return accept({ ...recorded.value, sha256: file.sha256, bytes: file.bytes });
      },
    });
    return Response.json(outcome, { status, headers });
  } catch (error) {
    const failed = failureOf("hand-in-file", error);
    return Response.json(failed, { status: failed.refusal ? statusOf(failed.refusal) : 500, headers });
  }
}
