import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type OutputPiece, openOutput } from "./output.ts";

function read(pieces: readonly Uint8Array[], settings: { secrets?: string[]; keepBytes?: number } = {}) {
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

  it("holds nothing that a terminal would obey, and no secret that such signs would hide", () => {
    const hostile = "\u001b[31mred\u001b[0m \u0007bell nul\u0000 hun\u001b[1mter2 \u202etxt\tok\n";
    expect(read([bytes(hostile)], { secrets: ["hunter2"] }).text).toBe("red bell nul [redacted] txt\tok\n");
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

  it("does not wait for ever for the end of a line", () => {
    const { seen, text } = read([bytes("🙂".repeat(10_000)), bytes("\n")]);
    expect(seen.length).toBeGreaterThan(1);
    expect(text).toBe(`${"🙂".repeat(10_000)}\n`);
  });

  it("is digested as it was shown", () => {
    const { text, summary } = read([bytes("a secret\n")], { secrets: ["secret"] });
    expect(summary).toMatchObject({ truncated: false, tail: "a [redacted]\n" });
    expect(summary.outputDigest).toBe(createHash("sha256").update(text).digest("hex"));
  });
});
