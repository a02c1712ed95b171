import { sealingCauses } from "#lib/domain/checkpoint/record-document.ts";
import type { DecisionSummary, Verdict } from "./findings.ts";

export const counted = (count: number, one: string): string =>
  count === 1 ? `one ${one}` : `${count} ${one.replace(/y$/, "ie")}s`;

/** By how many rotations a key is trusted, in words; nothing for one that was given. */
export const byRotation = (through: number): string =>
  through === 0 ? "" : ` by ${counted(through, "rotation")}`;

/** Who sealed a decision, and until when it stands; first of all, if it does not any more. */
export function sealedBy({ verdicts, cause, validUntil, takenBackBy }: DecisionSummary): string {
  if (verdicts.length === 0) return `sealed by the console: ${sealingCauses[cause]}`;
  const signed = `signed by ${verdicts.map(({ party, means }) => `${party} (${means})`).join(" and ")}`;
  if (takenBackBy !== null) return `TAKEN BACK by entry ${takenBackBy}, ${signed}`;
  return `${signed}${validUntil === null ? "" : `, valid until ${validUntil}`}`;
}

/** The verdict in words, a line each: what was found, what was signed, and what a reader must know beside it. */
export function toldVerdict(file: string, verdict: Verdict): string {
  if (verdict.verdict === "unreadable") return `${file}: UNREADABLE: ${verdict.reason}.\n`;
  const { stream, head, keyId, isTrusted, through, findings, notes, decisions } = verdict;
  const first =
    verdict.verdict === "verified"
      ? `${file}: VERIFIED: ${stream}, ${head.seq} entries, head ${head.hash}.`
      : `${file}: FAILS: ${stream}, ${counted(findings.length, "reason")}.`;
  const lines = [
    ...findings.map(({ check, where, message }) => `wrong    ${check}, ${where}: ${message}`),
    ...decisions.map(
      (one) => `decision ${one.decision}: ${one.go ? "GO" : "NO-GO"} (${one.outcome}), ${sealedBy(one)}`,
    ),
    `key      ${keyId}${isTrusted ? `, which you trust${byRotation(through)}` : ""}`,
    ...notes.map(({ about, message }) => `note     ${about}: ${message}`),
  ];
  // What a bundle says goes to a terminal, which obeys control characters.
  return `${[first, ...lines.map((line) => `  ${line}`)].map(printable).join("\n")}\n`;
}

export const printable = (line: string) =>
  line.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (mark) => `[U+${mark.codePointAt(0)?.toString(16).toUpperCase()}]`,
  );
