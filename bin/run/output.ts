import { createHash } from "node:crypto";
import { openRedactor, type Redactor } from "#lib/platform/redaction.ts";

/** What is kept of a long output: half of it from the start, half from the end, where most says what went wrong. */
export const mostKept = 8_000_000;

export type Kept = { sha256: string; bytes: number; kept: Buffer };
export type Output = {
  /** One more stream into it: what comes is added in the order in which it comes. */
  open: () => (chunk: Buffer) => void;
  /** A word without secrets. */
  redact: (word: string) => string;
  end: () => Kept;
};

// One letter a byte, so that bytes which are no text come out as they went in, and a secret is found in them.
const letters = (bytes: Buffer) => bytes.toString("latin1");

type Part = { pieces: Buffer[]; bytes: number };

function push(part: Part, piece: Buffer): void {
  if (piece.length === 0) return;
  part.pieces.push(piece);
  part.bytes += piece.length;
}

/** Takes output in as it comes: without secrets, its digest and size, and as much of it as is kept. */
export function openOutput(secrets: readonly string[], most = mostKept): Output {
  const hidden = secrets.map((secret) => letters(Buffer.from(secret, "utf8")));
  const hash = createHash("sha256");
  const streams: Redactor[] = [];
  let bytes = 0;
  const start: Part = { pieces: [], bytes: 0 };
  const end: Part = { pieces: [], bytes: 0 };
  const add = (text: string) => {
    const piece = Buffer.from(text, "latin1");
    hash.update(piece);
    bytes += piece.length;
    const room = most / 2 - start.bytes;
    push(start, piece.subarray(0, room));
    push(end, piece.subarray(room));
    // Whole pieces go, so what is kept of the end may be up to a piece more than half.
    while (end.bytes - (end.pieces[0]?.length ?? 0) >= most / 2) end.bytes -= end.pieces.shift()?.length ?? 0;
  };
  return {
    open: () => {
      const redactor = openRedactor(hidden);
      streams.push(redactor);
      return (chunk) => add(redactor.push(letters(chunk)));
    },
    redact: (word) => {
      const redactor = openRedactor(hidden);
      const shown = redactor.push(letters(Buffer.from(word, "utf8"))) + redactor.end();
      return Buffer.from(shown, "latin1").toString("utf8");
    },
    end: () => {
      for (const redactor of streams) add(redactor.end());
      const cut = bytes - start.bytes - end.bytes;
      const mark = cut === 0 ? "" : `\n[holdpoint: ${cut} bytes of the output are left out here]\n`;
      const kept = Buffer.concat([...start.pieces, Buffer.from(mark), ...end.pieces]);
      return { sha256: hash.digest("hex"), bytes, kept };
    },
  };
}
