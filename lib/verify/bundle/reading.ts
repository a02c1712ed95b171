import { canonicalJson } from "#lib/platform/canonical.ts";
import { parsePlain } from "../plain-json.ts";
import type { ActOf } from "./acts.ts";
import type { History, OpenDecision } from "./history.ts";

/** Names of people as the console's directory has them; the log knows people by id alone. */
export type Names = ReadonlyMap<string, string>;

// Characters that turn the direction of a line are shown by their number, because with them a text can look like another.
const turning = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g;
/** Text in which no character turns the direction of a line. */
export const shown = (text: string) =>
  text.replace(turning, (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase()}]`);

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
export const escapeHtml = (text: string): string =>
  shown(text).replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);

/** One line of Markdown in which nothing is markup. */
export const plainMarkdown = (text: string): string =>
  shown(text)
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>#+|~!&]/g, "\\$&");

export const nameOf = (names: Names, person: string): string => {
  const name = names.get(person);
  return name === undefined ? person : `${name} (${person})`;
};

const verdictLine = (names: Names, { facts, seq, occurredAt }: ActOf<"VerdictSigned">) =>
  [
    `- **${plainMarkdown(facts.party)}: ${plainMarkdown(facts.answer)}**, signed by ${plainMarkdown(nameOf(names, facts.person))}`,
    `  at ${occurredAt} (entry ${seq}), statement SHA-256 ${facts.statementDigest},`,
    facts.proof.method === "passkey"
      ? `  with the passkey ${plainMarkdown(facts.proof.credentialId)}`
      : "  without a passkey: server-attested, by password and one-time code",
  ].join("\n");

/** A sealed decision as a document for people. */
export function recordMarkdown(
  { stream, packHash }: History,
  { packet, gate, verdicts }: OpenDecision,
  sealed: ActOf<"DecisionSealed">,
  names: Names,
): string {
  const { outcome, go, cause, recordDigest } = sealed.facts;
  const list = (lines: string[]) => (lines.length === 0 ? "- none" : lines.join("\n"));
  const evidence = packet.evidence.map(
    ({ requirement, sha256, source }) => `- ${plainMarkdown(requirement)}: SHA-256 ${sha256}, by ${source}`,
  );
  return `# ${stream}: ${go ? "GO" : "NO-GO"}

Question: ${plainMarkdown(packet.question)} (gate ${plainMarkdown(gate)})

Outcome: **${plainMarkdown(outcome)}**, ${cause === "same-answer" ? "both sides gave the same answer" : "the sides gave unequal answers"}; sealed at ${sealed.occurredAt} by entry ${sealed.seq}.

## Who signed

${list([...verdicts.values()].map((verdict) => verdictLine(names, verdict)))}

## What held

${list(packet.criteria.map(({ title, holds, rule }) => `- ${holds ? "holds" : "does **not** hold"}: ${plainMarkdown(title)}${rule === null ? "" : ` (${plainMarkdown(rule)})`}`))}

## Baseline

${list(Object.entries(packet.baseline).map(([name, value]) => `- ${plainMarkdown(name)}: ${plainMarkdown(value)}`))}

## Evidence

${list(evidence)}

---

Record SHA-256 ${recordDigest}, protocol SHA-256 ${packHash}. This is for reading; the signed record is the file of the same name that ends with .json.
`;
}

/** Facts or words of an entry, a name and a value a line. */
export function pairsOf(characters: string | null): [string, string][] {
  if (characters === null) return [];
  try {
    const value = parsePlain(characters);
    if (typeof value !== "object" || value === null) return [["", canonicalJson(value)]];
    return Object.entries(value).map(([name, one]) => [
      name,
      typeof one === "string" ? one : canonicalJson(one),
    ]);
  } catch {
    // What has no form of its own is still in the log, and shown as it stands there.
    return [["", characters]];
  }
}
