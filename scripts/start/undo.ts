import { stopRunning } from "#scripts/process/run.ts";

type Step = { what: string; act: () => Promise<void> | void };

/** What a start has made so far, and how to undo it: in the reverse order, so that the database goes last. */
export function openUndoList() {
  const steps: Step[] = [];
  let undoing: Promise<void> | undefined;
  const undoAll = async () => {
    stopRunning();
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await step.act();
      } catch (error) {
        console.error(`Stopping ${step.what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  return {
    add: (what: string, act: Step["act"]) => void steps.push({ what, act }),
    /** Safe to call twice: the second caller waits for the same end. */
    undo: () => {
      undoing ??= undoAll();
      return undoing;
    },
  };
}
export type UndoList = ReturnType<typeof openUndoList>;
