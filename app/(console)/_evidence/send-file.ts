import type { ActionResult } from "#app/_action/action-result.ts";
import { newKey } from "#app/_action/new-key.ts";

export type HandedIn = { reference: string; seq: number; sha256: string; bytes: number };
type ForRequirement = { reference: string; requirement: string; summary: string; isForPartyAlone: boolean };
type ForCriterion = {
  reference: string;
  criterion: string;
  passed: boolean;
  value: string | null;
  command: string;
  output: string;
};
/** What it is: evidence in a room, or what comes with a report at a checkpoint. */
export type Said = ForRequirement | ForCriterion;

/** One hand-in: repeated with its own key, it is recorded once. */
export type HandIn = { key: string; line: string; said: string; file: File };

export function handInOf(words: Said, file: File): HandIn {
  const key = newKey();
  const line = JSON.stringify({ ...words, idempotencyKey: key, name: file.name, media: file.type });
  return { key, line, said: JSON.stringify(words), file };
}

/** The same words and the very same file, not one that has only its name. */
export const isSame = (one: HandIn, words: Said, file: File): boolean =>
  one.file === file && one.said === JSON.stringify(words);

/** What came back: the console's own answer, what stood before it and let nothing through, or nothing to go by. */
type Answer =
  | { from: "console"; result: ActionResult<HandedIn> }
  | { from: "before"; status: number }
  | { from: "nobody" };

type OnProgress = (share: number) => void;

function answerIn(status: number, text: string): Answer {
  try {
    const result: unknown = JSON.parse(text);
    if (typeof result === "object" && result !== null && "ok" in result)
      return { from: "console", result: result as ActionResult<HandedIn> };
  } catch {
    // The console answers in JSON, whatever it has to say.
  }
  // What failed behind a proxy may have got as far as the log; what it would not take has not.
  return status >= 400 && status < 500 ? { from: "before", status } : { from: "nobody" };
}

/** Sends the words in a first line and the file behind them; what the browser reads of it is never whole in memory. */
function send({ line, file }: HandIn, onProgress: OnProgress): Promise<Answer> {
  return new Promise((resolve) => {
    // Because fetch tells nothing of how far an upload has come.
    const request = new XMLHttpRequest();
    request.open("POST", "/api/evidence");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(answerIn(request.status, request.responseText));
    request.onerror = () => resolve({ from: "nobody" });
    request.send(new Blob([`${line}\n`, file], { type: "application/octet-stream" }));
  });
}

const notTaken = (status: number) =>
  status === 413
    ? "Something between you and the console takes no file of this size (413); it did not reach the console."
    : `Something between you and the console did not let the file through (${status}). Try again.`;
const unknown =
  "No answer came, so it is not known whether the file was recorded. Try again: the same file with the same words is recorded once.";

/** Sends it, and once more where no answer came. */
export async function handInOnce(handIn: HandIn, onProgress: OnProgress): Promise<ActionResult<HandedIn>> {
  const first = await send(handIn, onProgress);
  const last = first.from === "nobody" ? await send(handIn, onProgress) : first;
  if (last.from === "console") return last.result;
  const message = first.from === "before" ? notTaken(first.status) : unknown;
  return { ok: false, error: { message, correlationId: handIn.key } };
}
