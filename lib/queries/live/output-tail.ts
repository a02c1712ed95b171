import type { IncidentState } from "#lib/domain/incident/state.ts";
import { latestRun } from "#lib/domain/rollback/run.ts";
import { readOutput } from "#lib/store/step-output.ts";
import { keptChunks } from "../room/outputs.ts";
import type { StepOutput } from "../room/view.ts";
import { frame } from "./frame.ts";

type Tail = { lastChunk: number; frames: Uint8Array[]; isOver: boolean };

/** What the steps of an incident's latest run print, read once for everybody who looks. */
export class OutputTails {
  #tails = new Map<string, Tail>();

  /** What is in memory, for a reader who has just come. */
  known(): Uint8Array[] {
    return [...this.#tails.values()].flatMap((tail) => tail.frames);
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

  async #read(address: { runId: string; step: string; attempt: number }, tail: Tail): Promise<Uint8Array[]> {
    const chunks = await readOutput(address, tail.lastChunk);
    const frames = chunks.map(({ runId, step, attempt, chunk, text }) =>
      frame("output", { run: runId, step, attempt, chunk, text } satisfies StepOutput),
    );
    tail.lastChunk = chunks.at(-1)?.chunk ?? tail.lastChunk;
    tail.frames = [...tail.frames, ...frames].slice(-keptChunks);
    return frames;
  }
}
