import { describe, expect, it } from "vitest";
import { stripAnsi } from "./strip-ansi.ts";

const esc = "\u001b";

describe("a line of output", () => {
  it.each([
    ["colours", `${esc}[32mgreen${esc}[0m done`, "green done"],
    ["a 24-bit colour", `${esc}[38;2;1;2;3mx${esc}[m`, "x"],
    ["a terminal title", `${esc}]0;evil title\u0007text`, "text"],
    ["a hyperlink", `${esc}]8;;https://example.com${esc}\\link${esc}]8;;${esc}\\`, "link"],
    ["cursor moves", `${esc}[2K${esc}[1Gdone`, "done"],
    ["control characters", "a\u0000b\u0008c\u007fd\u009be", "abcde"],
  ])("loses %s", (_what, line, plain) => expect(stripAnsi(line)).toBe(plain));

  it("that rewrote itself keeps only its last writing", () => {
    expect(stripAnsi("10 %\r50 %\r100 %\r")).toBe("100 %");
  });

  it("keeps tabs and letters of every script", () => {
    expect(stripAnsi("a\tß 漢 🚀")).toBe("a\tß 漢 🚀");
  });
});
