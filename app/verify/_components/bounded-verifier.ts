import type { Answer, Asked, Outcome, Said } from "./answer.ts";

const mostSeconds = 60;
const tooLong: Outcome = {
  kind: "stopped",
  reason: `it was not done after ${mostSeconds} seconds, so it was stopped. The command line has no such bound`,
};
const broken: Outcome = {
  kind: "stopped",
  reason: "the browser ended it: the file may need more memory than it gives. The command line may have more",
};
const unloaded: Outcome = {
  kind: "stopped",
  reason: "the page's verifier could not be loaded, so nothing was checked. Load the page again",
};

export type Verifier = {
  /** In the place of what is being checked, if anything is. */
  check: (name: string, asked: Asked) => void;
  /** What is being checked is wanted no more, and nothing is told of it. */
  forget: () => void;
  end: () => void;
};

/**
 * A verifier in a thread of its own, which is there before a file is chosen, so that nothing of a first check is fetched
 * afterwards. It is given one check at a time: a busy thread is ended and another takes its place, because a hostile file
 * can keep it busy, and because what it still says is then of nobody's question.
 */
export function startVerifier(tell: (said: Said) => void): Verifier {
  let worker: Worker | null = begin();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let checking: string | null = null;

  function begin(): Worker {
    const made: Worker = beginThread((answer) => {
      if (made !== worker) return;
      if (answer.kind === "ready") tell(answer);
      else settle(answer);
    });
    return made;
  }

  function drop(): void {
    worker?.terminate();
    worker = null;
  }

  /** What came of the check that is under way; without one, that another may be asked for. */
  function settle(outcome: Outcome): void {
    clearTimeout(timer);
    if (outcome.kind === "stopped") drop();
    const name = checking;
    checking = null;
    tell(name === null ? { kind: "ready" } : { kind: "told", name, outcome });
  }

  function forget(): void {
    if (checking === null) return;
    clearTimeout(timer);
    checking = null;
    drop();
  }

  return {
    check(name, asked) {
      forget();
      worker ??= begin();
      checking = name;
      timer = setTimeout(() => settle(tooLong), mostSeconds * 1_000);
      worker.postMessage(asked);
    },
    forget,
    end() {
      forget();
      drop();
    },
  };
}

function beginThread(tell: (answer: Answer) => void): Worker {
  const worker = new Worker(new URL("./verify-worker.ts", import.meta.url), { type: "module" });
  let isLoaded = false;
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    isLoaded = true;
    tell(data);
  });
  worker.addEventListener("error", () => tell(isLoaded ? broken : unloaded));
  return worker;
}
