import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { row } from "#lib/domain/record/document.ts";
import { root } from "#scripts/root.ts";
import { mostJsonBytes } from "./json.ts";
import { readZip } from "./read-zip.ts";
import { escapeHtml, markdownOf } from "./reading.ts";
import { sourceOf } from "./testing/forge.ts";
import { toldVerdict } from "./told.ts";
import { verifyBundle } from "./verify-bundle.ts";
import { writeZip } from "./write-zip.ts";

const sample = readFileSync(join(root, "docs", "samples", "sealed-decisions.bundle.zip"));
const files = readZip(sample);
const textOf = (path: string) =>
  Buffer.from(files.find((file) => file.path === path)?.bytes ?? []).toString("utf8");
const withFile = (path: string, text: string) =>
  verifyBundle(
    writeZip([
      ...files.filter((file) => file.path !== path),
      { path, bytes: new TextEncoder().encode(text) },
    ]),
    null,
  );
const manifest = textOf("bundle.json");
const deep = "[".repeat(200_000) + "]".repeat(200_000);

it.each([
  ["nothing", ""],
  ["no JSON", "{"],
  ["another type", "[]"],
  ["a name twice", manifest.replace('{"', '{"version":1,"')],
  ["white space", ` ${manifest}`],
  ["a number that JSON does not have", manifest.replace('"version":1', '"version":1e0')],
  ["a name of nobody's", manifest.replace('{"', '{"__proto__":{"x":1},"')],
  ["two hundred thousand levels", manifest.replace('"texts":"all"', `"texts":${deep}`)],
  ["another version", manifest.replace('"version":1}', '"version":2}')],
])("a manifest that is %s is unreadable, in a moment", (_, text) => {
  const startedAt = performance.now();
  expect(withFile("bundle.json", text)).toMatchObject({ verdict: "unreadable" });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

it.each([
  ["bundle.dsse.json", deep, "signature"],
  ["bundle.dsse.json", "{}", "signature"],
  ["log/entries.ndjson", `${deep}\n`, "log"],
  ["log/entries.ndjson", "{}\n", "log"],
  ["log/entries.ndjson", "\ufeff\n", "log"],
  ["log/entries.ndjson", "", "chain"],
  ["protocol/pack.json", deep, "protocol"],
  ["keys/console.pem", "no key", "key"],
  ["index.html", "<script>", "files"],
])("%s with other content fails and is named, however hostile", (path, text, check) => {
  const verdict = withFile(path, text);
  expect(verdict).toMatchObject({ verdict: "fails" });
  if (verdict.verdict === "fails") expect(verdict.findings.map((finding) => finding.check)).toContain(check);
});

it("64 MiB of empty lines, or of brackets, are refused in a moment and without memory for them", () => {
  const size = 64 * 1024 * 1024;
  for (const [byte, path] of [
    [10, "log/entries.ndjson"],
    [0x5b, "log/entries.ndjson"],
    [0x5b, "bundle.json"],
  ] as const) {
    const bytes = new Uint8Array(size).fill(byte);
    const archive = writeZip([...files.filter((file) => file.path !== path), { path, bytes }]);
    const before = process.memoryUsage().rss;
    expect(verifyBundle(archive, null).verdict).toBe(path === "bundle.json" ? "unreadable" : "fails");
    expect(process.memoryUsage().rss - before).toBeLessThan(size);
  }
});

it("a JSON text of the longest that is read, brackets alone, is refused and not run out of stack on", () => {
  const brackets = "[".repeat(mostJsonBytes / 2 - 1) + "]".repeat(mostJsonBytes / 2 - 1);
  expect(withFile("log/entries.ndjson", `${brackets}\n`)).toMatchObject({ verdict: "fails" });
  expect(withFile("bundle.json", brackets)).toMatchObject({ verdict: "unreadable" });
});

it("a file of the same length with one letter other is named", () => {
  const other = textOf("index.html").replace("The log", "The dog");
  expect(withFile("index.html", other)).toMatchObject({
    findings: [{ check: "files", where: "index.html" }],
  });
});

it("a file that the manifest does not list, and one that is gone, are named", () => {
  expect(withFile("extra.txt", "x")).toMatchObject({ findings: [{ check: "files", where: "extra.txt" }] });
  const without = writeZip(files.filter(({ path }) => path !== "VERIFY.md"));
  expect(verifyBundle(without, null)).toMatchObject({ findings: [{ check: "files", where: "VERIFY.md" }] });
});

it("what a bundle says cannot steer a terminal: control characters and turned lines are shown by their numbers", () => {
  const verdict = { verdict: "unreadable" as const, reason: "x" };
  expect(toldVerdict("a", verdict)).toBe("a: UNREADABLE: x.\n");
  const told = toldVerdict("a", {
    verdict: "fails",
    stream: "\u001b[2J\u202e",
    head: { seq: 1, hash: "0" },
    exportedAt: "2031-01-01T00:00:00.000Z",
    console: { version: "1", address: "a" },
    counts: { files: 0, evidence: 0, anchors: 0, entries: 0, redacted: 0, passkeys: 0, attested: 0 },
    keyId: "k",
    isTrusted: false,
    through: 0,
    decisions: [],
    findings: [{ check: "files", where: "a\nVERIFIED", message: "m" }],
    notes: [],
  });
  expect(told).toContain("[U+1B][2J[U+202E]");
  expect(told.split("\n")).not.toContain("VERIFIED");
});

it("the page for people runs nothing and loads nothing, whatever was written in the log", () => {
  const html = textOf("index.html");
  expect(html).toContain("Kept: &lt;b&gt;naïve&lt;/b&gt; &amp; “quoted” 🛑");
  expect(html).not.toMatch(
    /<script|<b>|<img|<link|<iframe|\son\w+=|(src|href)="(?!VERIFY[.]md"|records\/[\w-]+[.]md")/i,
  );
  expect(html).toContain("default-src 'none'");
  expect(html).not.toContain("alert(1)");
});

it("words on the page are escaped, and what turns a line is shown by its number", () => {
  expect(escapeHtml(`<b a="x" c='y'>&\u202e`)).toBe("&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;[U+202E]");
});

it("words in a record's document are words, not markup", () => {
  const rows = [row("What remains", "<img src=x> **b** [a](b)\n# c | d\u202e")];
  const document = { title: "How?", outcome: "GO", isGo: true, sections: [{ title: "Words", rows }] };
  const place = { stream: "INC-2026-0001", entry: 9, recordDigest: "0" };
  expect(markdownOf(document, place)).toContain(
    "- **What remains**: \\<img src=x\\> \\*\\*b\\*\\* \\[a\\]\\(b\\) \\# c \\| d[U+202E]\n",
  );
});

it("a redacted text is in no file of a bundle, and its entry says that it was redacted", () => {
  const source = sourceOf(sample);
  const redacted = source.entries.filter(
    ({ text, header }) => text === null && !header.includes('"textDigest":null'),
  );
  expect(redacted).toHaveLength(1);
  expect(Buffer.from(sample).includes("does not belong here")).toBe(false);
  expect(textOf("index.html")).toContain("Its words were redacted.");
});
