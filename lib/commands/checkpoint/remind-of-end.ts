import { z } from "zod";
import type { CheckpointPack } from "#lib/domain/checkpoint/pack.ts";
import { runningOut } from "#lib/domain/checkpoint/validity.ts";
import { utc } from "#lib/domain/notice/values.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { accept } from "#lib/domain/refusal.ts";
import { beginningOf } from "#lib/domain/whole-text.ts";
import { readCheckpoint } from "#lib/store/checkpoint-log.ts";
import { checkpointPackByHash } from "#lib/store/checkpoint-packs.ts";
import { checkpointSurroundings } from "#lib/store/checkpoints.ts";
import { writeInbox } from "#lib/store/inbox.ts";
import { enqueueAll } from "#lib/store/jobs.ts";
import { listPeople } from "#lib/store/people.ts";
import type { CommandContext, CommandResult } from "../context.ts";
import { invalid } from "../incident-command.ts";
import { once } from "../once.ts";
import { CheckpointReference } from "./checkpoint-command.ts";
import { sideJob } from "./side-jobs.ts";
import { membersOf, titleOf } from "./side-news.ts";

export const RemindOfEnd = z.object({ reference: CheckpointReference, seq: z.number().int().positive() });

/** Tells both sides that a GO runs out, where it still stands; the console's own act, and no entry of the log. */
export async function remindOfEnd(
  context: CommandContext,
  raw: z.input<typeof RemindOfEnd>,
): CommandResult<{ told: number }> {
  const parsed = readInput(RemindOfEnd, raw);
  if (!parsed.success) return invalid(parsed.error);
  const { reference, seq } = parsed.data;
  return once(context, `remind-of-end ${reference}`, async (tx) => {
    const state = await readCheckpoint(reference, tx);
    if (state === null) return accept({ told: 0 });
    const pack = await checkpointPackByHash(state.pack.hash, tx);
    const around = await checkpointSurroundings(state.service.id, tx);
    const sealing = runningOut(state, pack, seq, around);
    if (sealing === null) return accept({ told: 0 });
    const to = membersOf(pack, await listPeople(tx), () => true);
    const said = {
      subject: `${reference}#${seq} runs out`,
      kind: "reminder" as const,
      reference,
      at: around.now,
    };
    const title = beginningOf(endWords(pack, sealing), 300);
    await writeInbox(
      tx,
      to.map((personId) => ({ ...said, title, personId })),
    );
    await enqueueAll(
      tx,
      to.map((person) => sideJob({ reference, seq, person, because: "runs-out" })),
    );
    return accept({ told: to.length });
  });
}

export function endWords(
  pack: CheckpointPack,
  { question, validUntil }: { question: string; validUntil: string },
): string {
  const go = pack.questions.find(({ id }) => id === question)?.go ?? "GO";
  return `${go} runs out at ${utc(validUntil)}: ${titleOf(pack, question)}`;
}
