import { failureOf } from "#app/_action/failure.ts";
import { HandInFile, handInFile } from "#lib/commands/evidence/hand-in-file.ts";
import { mayHandInNow } from "#lib/commands/evidence/may-hand-in.ts";
import { Reference } from "#lib/commands/incident-command.ts";
import { accept } from "#lib/domain/refusal.ts";
import { saidAs, statusOf, takeFile } from "../../_door/take-file.ts";

const Words = HandInFile.extend({ reference: Reference });
export const headers = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" };

/** A file as evidence from a person who is known: a first line of JSON says what it is, and the file follows. */
export async function answerHandIn(request: Request, { personId }: { personId: string }): Promise<Response> {
  try {
    const actor = { kind: "person" as const, id: personId };
    const { status, outcome } = await takeFile(request, {
      mayCome: async (said) => {
        const read = saidAs(Words, said);
        return read.ok ? mayHandInNow({ actor }, read.value) : read;
      },
      take: async ({ idempotencyKey, ...said }, file) => {
        const recorded = await handInFile({ actor, idempotencyKey }, Words.parse(said), file);
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
