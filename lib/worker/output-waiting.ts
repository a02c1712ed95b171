import { cutChunks } from "./output-chunks.ts";

/** More characters than this do not wait while the database is away. */
const mostWaiting = 8 * 1024 * 1024;
/** Chunks that are written in one transaction. */
const atOnce = 64;

/** What is not stored yet, in batches that stay as they are once they have been tried. */
export function openWaiting(most = mostWaiting) {
  const batches: string[][] = [];
  let text = "";
  let characters = 0;
  let leftOut = 0;
  return {
    isEmpty: () => text === "" && batches.length === 0,
    add(more: string) {
      if (leftOut > 0 || characters + more.length > most) {
        leftOut += more.length;
        return;
      }
      text += more;
      characters += more.length;
    },
    first(isOver: boolean): string[] | null {
      if (batches.length > 0) return batches[0] ?? null;
      const begin = text === "" || text.endsWith("\n") ? "" : "\n";
      if (leftOut > 0) text += `${begin}[${leftOut} characters left out: the database was away]\n`;
      leftOut = 0;
      const { chunks, rest } = cutChunks(text, isOver);
      text = rest;
      for (let from = 0; from < chunks.length; from += atOnce)
        batches.push(chunks.slice(from, from + atOnce));
      return batches[0] ?? null;
    },
    drop() {
      batches.shift();
      characters = [...batches.flat(), text].reduce((sum, one) => sum + one.length, 0);
    },
  };
}
