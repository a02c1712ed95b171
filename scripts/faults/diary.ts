import type { Fault } from "./schedule.ts";

/** Something that the harness did to a process, by this machine's clock, which is the database's too. */
export type Deed = {
  at: number;
  what: "killed" | "frozen" | "thawed" | "ended" | "up";
  worker: number;
  pid: number;
};
/** A while in which something was not as it should be. */
export type Trouble = { from: number; to: number; kind: Fault["kind"]; of: string };

/** What happened, for the checker and for whoever reads a finding. */
export function openDiary(say: (line: string) => void) {
  const began = Date.now();
  const deeds: Deed[] = [];
  const troubles: Trouble[] = [];
  const surprises: string[] = [];
  let isOver = false;
  const note = (line: string) => say(`${((Date.now() - began) / 1_000).toFixed(1).padStart(7)} s  ${line}`);
  return {
    began,
    deeds,
    troubles,
    surprises,
    note,
    /** The run is over: whoever still waits for an answer waits no more. */
    close() {
      isOver = true;
    },
    isOver: () => isOver,
    deed(what: Deed["what"], worker: number, pid: number) {
      deeds.push({ at: Date.now(), what, worker, pid });
    },
    /** Begins a trouble; call what it gives when it is over. */
    trouble(kind: Fault["kind"], of: string): () => void {
      const trouble: Trouble = { from: Date.now(), to: Number.POSITIVE_INFINITY, kind, of };
      troubles.push(trouble);
      return () => {
        trouble.to = Date.now();
      };
    },
    /** Something that no fault explains. */
    surprise(words: string) {
      surprises.push(words);
      note(`unexpected: ${words}`);
    },
  };
}
export type Diary = ReturnType<typeof openDiary>;
