import fc from "fast-check";
import { expect, it } from "vitest";
import { cutChunks } from "./output-chunks.ts";

const line = fc
  .tuple(fc.constantFrom("a", "🙂"), fc.nat(5000))
  .map(([letter, count]) => letter.repeat(count));

it("output is cut into whole lines, nothing is lost, and a last line waits for its end", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12, size: "max" }), fc.boolean(), (lines, isOver) => {
      const text = lines.join("\n");
      const { chunks, rest } = cutChunks(text, isOver);
      expect(chunks.join("") + rest).toBe(text);
      for (const chunk of isOver ? chunks.slice(0, -1) : chunks) expect(chunk.endsWith("\n")).toBe(true);
      for (const chunk of chunks)
        expect(chunk.length <= 16 * 1024 || !chunk.slice(0, -1).includes("\n")).toBe(true);
      expect(rest.includes("\n") || (isOver && rest !== "")).toBe(false);
    }),
    { numRuns: 60 },
  );
});
