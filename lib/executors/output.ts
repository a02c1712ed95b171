import { createHash } from "node:crypto";
import { stripVTControlCharacters } from "node:util";
import { openRedactor, type Redactor } from "#lib/platform/redaction.ts";

export type OutputStream = "stdout" | "stderr";
/** Whole lines as a person may read them; only the last of a stream, or one beyond all measure, lacks its newline. */
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
};

const mebibyte = 1024 * 1024;
const longestLine = 8192;
const tailLength = 4096;
const invisible = /[^\P{Cc}\t]|[\u202a-\u202e\u2066-\u2069]/gu;

type Reading = { decoder: TextDecoder; rest: string; redactor: Redactor };

/** Bytes in, readable lines out: decoded across borders, without control characters and secrets, the first mebibyte and the end of it kept. */
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
        const { decoder, rest, redactor } = readings[stream];
        keeper.keep(stream, redactor.push(clean(rest + decoder.decode())) + redactor.end());
      }
      return { outputBytes, ...keeper.end() };
    },
  };
}

function openReading(secrets: readonly string[]): Reading {
  return { decoder: new TextDecoder(), rest: "", redactor: openRedactor(secrets) };
}

function readLines(reading: Reading, text: string): string {
  // A carriage return at the very end waits, because a newline may follow it in the next piece.
  const lines = (reading.rest + text).split(/\r\n|\n|\r(?=[^\n])/);
  reading.rest = lines.pop() ?? "";
  let readable = lines.map((line) => `${clean(line)}\n`).join("");
  while (reading.rest.length > longestLine) {
    const cut = /[\ud800-\udbff]/.test(reading.rest.charAt(longestLine - 1)) ? longestLine - 1 : longestLine;
    readable += clean(reading.rest.slice(0, cut));
    reading.rest = reading.rest.slice(cut);
  }
  return reading.redactor.push(readable);
}

/** What a terminal would act on is taken out, because a log is read and never obeyed. */
function clean(line: string): string {
  return stripVTControlCharacters(line).replace(invisible, "");
}

function openKeeper({ onOutput, keepBytes = mebibyte }: OutputSettings) {
  const digest = createHash("sha256");
  let kept = 0;
  let leftOut = 0;
  let tail = "";
  const show = (stream: OutputStream, text: string) => {
    digest.update(text);
    onOutput({ stream, text });
  };
  return {
    keep: (stream: OutputStream, text: string) => {
      if (text === "") return;
      const size = Buffer.byteLength(text);
      tail = lastLines(tail + text);
      if (leftOut > 0 || kept + size > keepBytes) {
        leftOut += size;
        return;
      }
      kept += size;
      show(stream, text);
    },
    end: () => {
      if (leftOut > 0) show("stdout", `[${leftOut} bytes left out; the end of the output follows]\n${tail}`);
      return { truncated: leftOut > 0, outputDigest: digest.digest("hex"), tail };
    },
  };
}

function lastLines(text: string): string {
  if (text.length <= tailLength) return text;
  const end = text.slice(-tailLength);
  const firstBreak = end.indexOf("\n");
  const whole = firstBreak === -1 || firstBreak === end.length - 1 ? end : end.slice(firstBreak + 1);
  return whole.toWellFormed();
}
