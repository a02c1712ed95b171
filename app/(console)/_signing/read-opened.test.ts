import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { OpenedSigning } from "#lib/commands/signing/open.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { challengeOf, type Reading, readOpened } from "./read-opened.ts";

const reading: Reading<{ answer: string; severity: string }, { severity: string }, { answer: string }> = {
  schema: z.strictObject({ answer: z.string(), severity: z.string() }),
  pairs: (statement, page, request) => [
    { title: "Your answer", shown: request.answer, signed: statement.answer },
    { title: "Severity", shown: page.severity, signed: statement.severity },
  ],
};
const text = canonicalJson({ answer: "no-go", severity: "SEV-1" });
const challengeByHand = (signed: string) => hash("sha256", `holdpoint-statement-v1\n${signed}`, "base64url");

/** What an honest console sends for these characters. */
const sentFor = (statement: string): OpenedSigning => ({
  challenge: "00000000-0000-4000-8000-000000000001",
  statement,
  statementDigest: hash("sha256", statement, "hex"),
  passkey: { challenge: challengeByHand(statement), rpId: "hold.example.com" },
  waiting: null,
  notAttested: null,
});
const read = (sent: OpenedSigning) => readOpened(sent, reading, { severity: "SEV-1" }, { answer: "no-go" });

describe("what is opened for a signature, as the browser reads it", () => {
  it("has no fault where text, digest, challenge and page agree, and names the digest that was made here", () => {
    expect(read(sentFor(text))).toEqual({
      text,
      statement: { answer: "no-go", severity: "SEV-1" },
      digest: hash("sha256", text, "hex"),
      compared: 2,
      faults: [],
    });
  });

  it("is refused where the challenge is of another text, and where another digest is named", () => {
    const other = text.replace("no-go", "go");
    const sent = sentFor(text);
    const { passkey, statementDigest } = sentFor(other);
    expect(read({ ...sent, passkey }).faults).toEqual([
      "Your passkey was asked to sign something other than this text.",
    ]);
    const found = read({ ...sent, statementDigest });
    expect(found.faults).toEqual(["The console names another digest than this text has."]);
    expect(found.digest).toBe(sent.statementDigest);
  });

  it("is refused where the text was changed, also with digest and challenge made to fit", () => {
    const changed = text.replace("SEV-1", "SEV-3");
    const difference = 'Severity: the page shows "SEV-1", you would sign "SEV-3".';
    expect(read(sentFor(changed)).faults).toEqual([difference]);
    expect(read({ ...sentFor(text), statement: changed }).faults).toEqual([
      difference,
      "The console names another digest than this text has.",
      "Your passkey was asked to sign something other than this text.",
    ]);
    expect(read(sentFor(text.replace("no-go", "go"))).faults).toEqual([
      'Your answer: the page shows "no-go", you would sign "go".',
    ]);
  });

  it.each([
    ["no statement of its kind", '{"answer":"no-go"}'],
    ["not JSON", "no-go"],
    ["written in two ways", '{"answer":"go","answer":"no-go","severity":"SEV-1"}'],
    ["with more in it than the page can read", '{"answer":"no-go","more":1,"severity":"SEV-1"}'],
  ])("is refused where its text is %s", (_, other) => {
    expect(read(sentFor(other))).toMatchObject({
      statement: null,
      faults: ["What came to be signed is not a statement that this page can read."],
    });
  });

  it("is signed by the challenge of its own characters, however they came", () => {
    for (const signed of [text, "é\u2028", ""]) expect(challengeOf(signed)).toBe(challengeByHand(signed));
  });
});
