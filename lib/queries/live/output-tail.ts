import type { IncidentState } from "#lib/domain/incident/state.ts";
import { latestRun } from "#lib/domain/rollback/run.ts";
import { readOutputTail } from "#lib/store/step-output.ts";
import { outputOf, roomTail } from "../room/outputs.ts";
import { frame } from "./frame.ts";

type Told = { size: number; bytes: Uint8Array };
type Tail = { lastChunk: number; frames: Told[]; isOver: boolean };

/** What the steps of an incident's latest run print, read once for everybody who looks. */
export class OutputTails {
  #tails = new Map<string, Tail>();

  /** What is in memory, for a reader who has just come. */
  known(): Uint8Array[] {
    return [...this.#tails.values()].flatMap((tail) => tail.frames.map(({ bytes }) => bytes));
  }

  /** Reads what was printed since the last look. A step that has ended is read once more and then left alone. */
  async readNew(state: IncidentState): Promise<Uint8Array[]> {
    const run = latestRun(state);
    const begun = run?.steps.filter((step) => step.attempt > 0) ?? [];
    const fresh: Uint8Array[] = [];
    for (const step of begun) {
      const key = `${run?.run} ${step.id} ${step.attempt}`;
      const tail = this.#tails.get(key) ?? { lastChunk: 0, frames: [], isOver: false };
      this.#tails.set(key, tail);
      if (tail.isOver) continue;
      fresh.push(
        ...(await this.#read({ runId: run?.run ?? "", step: step.id, attempt: step.attempt }, tail)),
      );
      tail.isOver = step.status !== "running";
    }
    return fresh;
  }

  /** Of a step that prints faster than anybody reads, the end is told; whoever wants the rest reads it by its lines. */
  async #read(address: { runId: string; step: string; attempt: number }, tail: Tail): Promise<Uint8Array[]> {
    const chunks = await readOutputTail(address, { ...roomTail, afterChunk: tail.lastChunk });
    const fresh = chunks.map((chunk) => ({
      size: chunk.text.length,
      bytes: frame("output", outputOf(chunk)),
    }));
    tail.lastChunk = chunks.at(-1)?.chunk ?? tail.lastChunk;
    tail.frames = lastThatFit([...tail.frames, ...fresh]);
    return fresh.map(({ bytes }) => bytes);
  }
}

function lastThatFit(frames: Told[]): Told[] {
  let left = roomTail.characters;
  const first = frames.findLastIndex(({ size }) => {
    left -= size;
    return left < 0;
  });
  return frames.slice(Math.min(first + 1, frames.length - 1)).slice(-roomTail.chunks);
}
