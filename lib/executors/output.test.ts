import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutColours } from "#lib/platform/colours.ts";
import { type OutputPiece, openOutput } from "./output.ts";

function read(
  pieces: readonly Uint8Array[],
  settings: { secrets?: string[]; keepBytes?: number; keepLines?: number } = {},
) {
  const seen: OutputPiece[] = [];
  const output = openOutput({ secrets: [], ...settings, onOutput: (piece) => seen.push(piece) });
  for (const piece of pieces) output.take("stdout", piece);
  const summary = output.end();
  return { seen, text: seen.map((piece) => piece.text).join(""), summary };
}
const bytes = (text: string) => Buffer.from(text);

describe("a command's output", () => {
  it("is the same text however its bytes were cut, and each piece is whole lines", () => {
    const whole = bytes("première ligne\r\nσ двa 二\rthird 🙂 line\nlast without newline");
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length)), (cuts) => {
        const borders = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const pieces = borders.slice(1).map((end, index) => whole.subarray(borders[index], end));
        const { text, seen } = read(pieces);
        expect(text).toBe("première ligne\nσ двa 二\nthird 🙂 line\nlast without newline");
        for (const piece of seen.slice(0, -1)) expect(piece.text.endsWith("\n")).toBe(true);
      }),
    );
  });

  it("shows no secret, even one whose letters came in different pieces or on two lines", () => {
    const pieces = [..."token=hunter2!\nBEGIN\nKEY\nend\n"].map(bytes);
    const { text } = read(pieces, { secrets: ["hunter2!", "BEGIN\nKEY"] });
    expect(text).toBe("token=[redacted]\n[redacted]\nend\n");
  });

  it("holds nothing that a terminal would obey but colours, and no secret that such signs would hide", () => {
    const hostile = "\u001b[2Ja\u001b]0;title\u0007 \u0007bell nul\u0000 hun\u001b[1Kter2 \u202etxt\tok\n";
    expect(read([bytes(hostile)], { secrets: ["hunter2"] }).text).toBe("a bell nul [redacted] txt\tok\n");
  });

  it("keeps colours, and no secret with a colour inside it, however the bytes were cut", () => {
    const whole = bytes("\u001b[31mtoken\u001b[0m=hun\u001b[1;32mter2 end\u001b[0m\n");
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length)), (cuts) => {
        const borders = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const pieces = borders.slice(1).map((end, index) => whole.subarray(borders[index], end));
        expect(read(pieces, { secrets: ["hunter2"] }).text).toBe(
          "\u001b[31mtoken\u001b[0m=[redacted]\u001b[1;32m end\u001b[0m\n",
        );
      }),
    );
  });

  it("lets every line say its own colours, so that a reader may begin at any of them", () => {
    const { text } = read([bytes("\u001b[1m\u001b[31mone\ntwo\u001b[0m\nthree\n")]);
    expect(text).toBe("\u001b[1m\u001b[31mone\u001b[0m\n\u001b[1m\u001b[31mtwo\u001b[0m\nthree\n");
  });

  it("is well-formed even where the program's bytes are not UTF-8", () => {
    const { text } = read([Uint8Array.of(0xff, 0x61, 0xf0, 0x9f), Uint8Array.of(0x0a)]);
    expect(text).toBe("\ufffda\ufffd\n");
  });

  it("keeps what fits and the end, counts the rest, and says so", () => {
    const lines = Array.from({ length: 3000 }, (_, index) => bytes(`line ${index}\n`));
    const { text, summary } = read(lines, { keepBytes: 100 });
    expect(summary.truncated).toBe(true);
    expect(summary.outputBytes).toBe(lines.reduce((sum, line) => sum + line.length, 0));
    expect(text).toMatch(/^line 0\n.*\[\d+ bytes left out; the end of the output follows\]\n/s);
    expect(text.endsWith("line 2999\n")).toBe(true);
    expect(text.length).toBeLessThan(100 + 100 + 4096);
  });

  it("keeps no more lines than can be scrolled", () => {
    const lines = Array.from({ length: 3000 }, (_, index) => bytes(`line ${index}\n`));
    const { text } = read(lines, { keepLines: 1000 });
    expect(text.split("\n")[1000]).toMatch(/^\[\d+ bytes left out/);
  });

  it("does not wait for ever for the end of a line, and goes on in the next with the same colour", () => {
    const { seen, text } = read([bytes(`\u001b[31m${"🙂".repeat(10_000)}`), bytes("\u001b[0m\n")]);
    expect(seen.length).toBeGreaterThan(1);
    const lines = text.split("\n");
    expect(lines.map((line) => line.slice(0, 5))).toEqual([...Array(3).fill("\u001b[31m"), ""]);
    expect(withoutColours(text).replaceAll("\n", "")).toBe("🙂".repeat(10_000));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(8192 + 20);
  });

  it("hides a secret that lies where a long line is broken", () => {
    const { text } = read([bytes(`${"-".repeat(8188)}hunter2-end\n`)], { secrets: ["hunter2"] });
    expect(text.replaceAll("\n", "")).toBe(`${"-".repeat(8188)}[redacted]-end`);
  });

  it("never joins what two streams print into one line", () => {
    const seen: string[] = [];
    const output = openOutput({ secrets: [], onOutput: ({ text }) => seen.push(text) });
    output.take("stdout", bytes("no newline"));
    output.take("stderr", bytes("failed"));
    output.end();
    expect(seen.join("")).toBe("no newline\nfailed");
  });

  it("is digested as it is downloaded, without its colours", () => {
    const { text, summary } = read([bytes("a \u001b[31msecret\u001b[0m\n")], { secrets: ["secret"] });
    expect(summary).toMatchObject({ truncated: false, tail: "a [redacted]\n" });
    expect(text).toBe("a [redacted]\u001b[31m\u001b[0m\n");
    expect(summary.outputDigest).toBe(createHash("sha256").update("a [redacted]\n").digest("hex"));
  });
});
