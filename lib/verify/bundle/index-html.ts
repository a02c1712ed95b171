import type { RawEntry } from "#lib/domain/record/entry.ts";
import { readHeader } from "../header.ts";
import type { Sealed } from "./followed.ts";
import type { Manifest } from "./manifest.ts";
import { escapeHtml, type Names, nameOf, pairsOf } from "./reading.ts";
import { recordTextPath } from "./records.ts";

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
code,dd,td{overflow-wrap:anywhere}code{font-size:.85em}table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #ccc;padding:.4rem;text-align:left;vertical-align:top}
dl{margin:0;display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:0 .8rem}dd{margin:0;white-space:pre-wrap}
.entry{border-top:1px solid #ccc;padding:.8rem 0}.told{background:#fff4d6;padding:.6rem}`;

const pairs = (list: [string, string][]) =>
  list.length === 0
    ? ""
    : `<dl>${list.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join("")}</dl>`;

function entryHtml(entry: RawEntry, names: Names): string {
  const header = readHeader(entry.header);
  if (header === null) return `<section class="entry"><h3>${entry.seq}</h3><p>Cannot be read.</p></section>`;
  const { actor, type, occurredAt, recordedAt, audience, textDigest } = header;
  const who = actor.kind === "person" ? nameOf(names, actor.id) : "the console";
  const redacted = textDigest !== null && entry.text === null ? "<p>Its words were redacted.</p>" : "";
  const late = occurredAt === recordedAt ? "" : `, recorded ${recordedAt}`;
  const whom = audience === "room" ? "" : ` Words for ${escapeHtml(audience)} alone.`;
  return `<section class="entry"><h3>${entry.seq}. ${escapeHtml(type)}</h3>
<p>${occurredAt}${late}, by ${escapeHtml(who)}.${whom} <code>${entry.hash}</code></p>
${pairs(pairsOf(entry.text))}${redacted}<details><summary>Facts</summary>${pairs(pairsOf(entry.facts))}</details></section>`;
}

function decisionsHtml(sealed: readonly Sealed[]): string {
  const rows = sealed.map(
    ({ name, summary: { question, go, outcome, sealedAt, takenBackBy } }) =>
      `<tr><td>${escapeHtml(question)}</td><td>${go ? "GO" : "NO-GO"}: ${escapeHtml(outcome)}${takenBackBy === null ? "" : `, taken back by entry ${takenBackBy}`}</td><td>${sealedAt}</td><td><a href="${escapeHtml(recordTextPath(name))}">record</a></td></tr>`,
  );
  return rows.length === 0
    ? "<p>No decision was sealed.</p>"
    : `<table><tr><th>Question</th><th>Outcome</th><th>Sealed</th><th></th></tr>${rows.join("\n")}</table>`;
}

export type Page = {
  manifest: Omit<Manifest, "files">;
  keyId: string;
  entries: readonly RawEntry[];
  sealed: readonly Sealed[];
  names: Names;
};

/** The whole bundle as one page for people: no script, nothing loaded, every word escaped. */
export function indexHtml({ manifest, keyId, entries, sealed, names }: Page): string {
  const { stream, head, exportedAt, console: origin } = manifest;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(stream)}</title>
<style>${style}</style></head><body>
<h1>${escapeHtml(stream)}</h1>
<p>Exported at ${exportedAt} by Holdpoint ${escapeHtml(origin.version)} at ${escapeHtml(origin.address)}. ${head.seq} entries, head <code>${head.hash}</code>, signed with the key <code>${keyId}</code>.</p>
<p class="told">This page is for reading, and proves nothing. How to check the bundle stands in <a href="VERIFY.md">VERIFY.md</a>. It holds all words of the log, also those that in the console one party alone may read. Names are the console's; the log knows people by id.</p>
<h2>Decisions</h2>
${decisionsHtml(sealed)}
<h2>The log</h2>
${entries.map((entry) => entryHtml(entry, names)).join("\n")}
</body></html>
`;
}
