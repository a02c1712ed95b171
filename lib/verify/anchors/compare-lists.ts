import type { AnchorReport } from "./findings.ts";
import type { AnchorList, ListedHead } from "./list.ts";

/** A list with its heads that a key to trust signed, how many leaves these speak for, and what it is called. */
export type CheckedList = {
  of: string;
  list: AnchorList;
  trusted: readonly ListedHead[];
  spokenFor: number;
};

/** The list that was given, against the one that the database holds: one is the beginning of the other, heads included. */
export function compareLists(given: CheckedList, kept: CheckedList, report: AnchorReport): void {
  const [theirs, ours] = [given.list.leaves, kept.list.leaves];
  const shared = Math.min(theirs.length, ours.length);
  const differing = theirs.findIndex(({ text }, at) => at < shared && ours[at]?.text !== text);
  if (differing >= 0) {
    differs(given, kept, differing, report);
    return;
  }
  compareHeads(given, kept, shared, report);
  if (theirs.length > ours.length)
    report.wrong(
      "rolled-back",
      "anchors",
      `${kept.of} ends after ${ours.length} leaves; ${given.of} goes on to ${theirs.length}`,
    );
  else if (ours.length > theirs.length)
    report.note(
      given.of,
      `it ends after ${theirs.length} leaves, and ${kept.of} goes on to ${ours.length}: a copy of an earlier time, or one whose end is gone`,
    );
}

/** Two different leaves at one place: both under signed heads is a fork; else whichever is not was changed. */
function differs(given: CheckedList, kept: CheckedList, at: number, report: AnchorReport): void {
  const [isGivenSigned, isKeptSigned] = [given.spokenFor > at, kept.spokenFor > at];
  const place = `leaf ${at + 1}`;
  if (isGivenSigned && isKeptSigned)
    report.wrong("fork", place, `two lists were signed that differ from here on: ${kept.of} and ${given.of}`);
  if (!isGivenSigned)
    report.wrong("anchor", `${given.of}, ${place}`, `it is not the one that ${kept.of} holds`);
  if (!isKeptSigned)
    report.wrong("anchor", `${kept.of}, ${place}`, `it is not the one that ${given.of} holds`);
}

const byText = ({ heads }: AnchorList) => new Map(heads.map((head) => [head.text, head]));

function compareHeads(given: CheckedList, kept: CheckedList, shared: number, report: AnchorReport): void {
  const missing = (from: CheckedList, to: CheckedList) => {
    const there = byText(to.list);
    for (const head of from.list.heads)
      if (head.after <= shared && !there.has(head.text)) lacks(to.of, head, report);
  };
  missing(kept, given);
  missing(given, kept);
}

const lacks = (of: string, { head }: ListedHead, report: AnchorReport) =>
  report.wrong("anchor", `${of}, tree head of ${head.size}`, "it is missing, or another stands in its place");
