import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRedactor, redactSecrets } from "./redaction.ts";

describe("redaction", () => {
  it("hides a secret in the forms in which one commonly shows up", () => {
    const secret = 'p@ss "word"/1?';
    const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret), btoa(secret)];
    for (const form of forms) {
      expect(redactSecrets(`before ${form} after`, [secret])).toMatch(/^before "?\[redacted\]"? after$/);
    }
  });

  it("leaves no letter of two secrets that overlap", () => {
    expect(redactSecrets("xabcdefx", ["abcd", "cdef"])).toBe("x[redacted]x");
    expect(redactSecrets("xabcdefx", ["abc", "abcdef"])).toBe("x[redacted]x");
  });

  it("leaves ordinary text alone, and takes no empty secret", () => {
    expect(redactSecrets("nothing to hide", [""])).toBe("nothing to hide");
    expect(redactSecrets("nothing to hide", [])).toBe("nothing to hide");
  });

  it("holds back no text that cannot become a secret", () => {
    const redactor = openRedactor(["hunter2"]);
    expect(redactor.push("a line\n")).toBe("a line\n");
    expect(redactor.push("hunt")).toBe("");
    expect(redactor.push("ing\n")).toBe("hunting\n");
    expect(redactor.push("hunter")).toBe("");
    expect(redactor.end()).toBe("hunter");
  });

  it("hides every secret however the text is cut into pieces, exactly as in the whole text", () => {
    const secrets = ["aab", "abab", "bba\nab"];
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "\n") });
    fc.assert(
      fc.property(fc.array(letters), (pieces) => {
        const redactor = openRedactor(secrets);
        const streamed = pieces.map((piece) => redactor.push(piece)).join("") + redactor.end();
        expect(streamed).toBe(redactSecrets(pieces.join(""), secrets));
        for (const secret of secrets) expect(streamed.replaceAll("[redacted]", "|")).not.toContain(secret);
      }),
      { numRuns: 2000 },
    );
  });
});
