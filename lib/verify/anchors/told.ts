import { printable } from "../bundle/told.ts";
import type { AnchorReport } from "./findings.ts";

/** What the anchors say, a line each. */
export function toldAnchors(of: string, { findings, notes }: AnchorReport, checked: string): string {
  const count = findings.length === 1 ? "one reason" : `${findings.length} reasons`;
  const first = findings.length === 0 ? `${of}: ANCHORED: ${checked}.` : `${of}: FAILS: ${count}.`;
  const lines = [
    ...findings.map(({ check, where, message }) => `wrong    ${check}, ${where}: ${message}`),
    ...notes.map(({ about, message }) => `note     ${about}: ${message}`),
  ];
  return `${[first, ...lines.map((line) => `  ${line}`)].map(printable).join("\n")}\n`;
}
