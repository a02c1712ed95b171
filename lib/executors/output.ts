import { createHash } from "node:crypto";
import { stripVTControlCharacters } from "node:util";
import { cutBefore, endOf } from "#lib/domain/whole-text.ts";
import { colourSequence, longestLine, openLines, withoutColours } from "#lib/platform/colours.ts";
import { openRedactor, type Redactor } from "#lib/platform/redaction.ts";

export type OutputStream = "stdout" | "stderr";
/** Whole lines as a person may read them, each saying its own colours; only the last of a stream lacks its newline. */
export type OutputPiece = { stream: OutputStream; text: string };
export type OutputSummary = { outputBytes: number; truncated: boolean; outputDigest: string; tail: string };
export type Output = {
  take: (stream: OutputStream, bytes: Uint8Array) => void;
  end: () => OutputSummary;
};
export type OutputSettings = {
  secrets: readonly string[];
  onOutput: (piece: OutputPiece) => void;
  keepBytes?: number;
  keepLines?: number;
};

const mostKeptBytes = 64 * 1024 * 1024;
/** More lines than this, one below the other, are taller than some browsers can scroll. */
const mostKeptLines = 500_000;
const tailLength = 4096;
const invisible = /[^\P{Cc}\t]|[\u202a-\u202e\u2066-\u2069]/gu;
const colourCutShort = new RegExp(`${String.fromCharCode(27)}(?:\\[[0-9;:]{0,64})?$`);

type Reading = { decoder: TextDecoder; rest: string; redactor: Redactor; lines: (text: string) => string };

/**
 * Bytes in, readable lines out: decoded across borders, without secrets, and of what a terminal obeys only colours.
 * The first 64 MiB or half a million lines are kept, and the end.
 */
export function openOutput(settings: OutputSettings): Output {
  const readings: Record<OutputStream, Reading> = {
    stdout: openReading(settings.secrets),
    stderr: openReading(settings.secrets),
  };
  const keeper = openKeeper(settings);
  let outputBytes = 0;
  return {
    take: (stream, bytes) => {
      outputBytes += bytes.byteLength;
      const reading = readings[stream];
      keeper.keep(stream, readLines(reading, reading.decoder.decode(bytes, { stream: true })));
    },
    end: () => {
      for (const stream of ["stdout", "stderr"] as const) {
        const { decoder, rest, redactor, lines } = readings[stream];
        keeper.keep(stream, lines(redactor.push(clean(rest + decoder.decode())) + redactor.end()));
      }
      return { outputBytes, ...keeper.end() };
    },
  };
}

function openReading(secrets: readonly string[]): Reading {
  return { decoder: new TextDecoder(), rest: "", redactor: openRedactor(secrets), lines: openLines() };
}

function readLines(reading: Reading, text: string): string {
  // A carriage return at the very end waits, because a newline may follow it in the next piece.
  const lines = (reading.rest + text).split(/\r\n|\n|\r(?=[^\n])/);
  reading.rest = lines.pop() ?? "";
  let readable = lines.map((line) => `${clean(line)}\n`).join("");
  while (reading.rest.length > longestLine) {
    const cut = cutBefore(reading.rest, longestLine);
    const part = reading.rest.slice(0, cut).replace(colourCutShort, "");
    readable += clean(part);
    reading.rest = reading.rest.slice(part.length);
  }
  return reading.lines(reading.redactor.push(readable));
}

/** What a terminal would act on is taken out, because a log is read and never obeyed; colours stay. */
function clean(line: string): string {
  const colours = line.match(colourSequence) ?? [];
  return line
    .split(colourSequence)
    .map((part, index) => plain(part) + (colours[index] ?? ""))
    .join("");
}

const plain = (text: string): string => stripVTControlCharacters(text).replace(invisible, "");

function openKeeper({ onOutput, keepBytes = mostKeptBytes, keepLines = mostKeptLines }: OutputSettings) {
  const digest = createHash("sha256");
  const kept = { bytes: 0, lines: 0, endsIn: { stream: "stdout" as OutputStream, last: "\n" } };
  let leftOut = 0;
  let tail = "";
  const show = (stream: OutputStream, text: string) => {
    const isInsideAnother = kept.endsIn.last !== "\n" && kept.endsIn.stream !== stream;
    const shown = isInsideAnother ? `\n${text}` : text;
    kept.endsIn = { stream, last: shown.at(-1) ?? "\n" };
    digest.update(withoutColours(shown));
    onOutput({ stream, text: shown });
  };
  return {
    keep: (stream: OutputStream, text: string) => {
      if (text === "") return;
      const size = Buffer.byteLength(text);
      const lines = text.split("\n").length - 1;
      tail = lastLines(tail + withoutColours(text));
      if (leftOut > 0 || kept.bytes + size > keepBytes || kept.lines + lines > keepLines) {
        leftOut += size;
        return;
      }
      kept.bytes += size;
      kept.lines += lines;
      show(stream, text);
    },
    end: () => {
      const gap = kept.endsIn.last === "\n" ? "" : "\n";
      const said = `${gap}[${leftOut} bytes left out; the end of the output follows]\n${tail}`;
      if (leftOut > 0) show(kept.endsIn.stream, said);
      return { truncated: leftOut > 0, outputDigest: digest.digest("hex"), tail };
    },
  };
}

function lastLines(text: string): string {
  if (text.length <= tailLength) return text;
  const end = endOf(text, tailLength);
  const firstBreak = end.indexOf("\n");
  return firstBreak === -1 || firstBreak === end.length - 1 ? end : end.slice(firstBreak + 1);
}
