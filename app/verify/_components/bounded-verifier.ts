import type { Answer, Asked } from "./answer.ts";

const mostSeconds = 60;
const tooLong: Answer = {
  kind: "stopped",
  reason: `it was not done after ${mostSeconds} seconds, so it was stopped. The command line has no such bound`,
};
const broken: Answer = {
  kind: "stopped",
  reason: "the browser ended it: the file may need more memory than it gives. The command line may have more",
};

export type Verifier = { check: (asked: Asked) => void; end: () => void };

/**
 * A verifier in a thread of its own, which is there before a file is chosen, so that nothing is fetched afterwards. A
 * hostile file can keep it busy, and then it is ended and another takes its place.
 */
export function startVerifier(tell: (answer: Answer) => void): Verifier {
  let worker = begin();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function begin(): Worker {
    const made = new Worker(new URL("./verify-worker.ts", import.meta.url), { type: "module" });
    made.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if (data.kind !== "ready") clearTimeout(timer);
      tell(data);
    });
    made.addEventListener("error", () => replace(broken));
    return made;
  }

  function replace(reason: Answer): void {
    clearTimeout(timer);
    worker.terminate();
    tell(reason);
    if (reason === tooLong) worker = begin();
  }

  return {
    check(asked) {
      clearTimeout(timer);
      timer = setTimeout(() => replace(tooLong), mostSeconds * 1_000);
      worker.postMessage(asked);
    },
    end() {
      clearTimeout(timer);
      worker.terminate();
    },
  };
}
