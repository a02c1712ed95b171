/** What was looked at when something was found wrong. */
export type AnchorCheck =
  /** A line of the list is none. */
  | "list"
  /** A tree head was not signed by the key that it names. */
  | "signature"
  /** A tree head was signed by a key that nobody trusts. */
  | "trust"
  /** The leaves are not those that a tree head was signed over. */
  | "tree"
  /** Two signed lists, of which neither is the beginning of the other. */
  | "fork"
  /** An anchor is missing, or another stands in its place. */
  | "anchor"
  /** A log ends before an entry that was anchored. */
  | "truncation"
  /** An anchored entry has another hash: the log was written anew from there or before. */
  | "re-chained"
  /** A log, or the list beside it, stands where it stood before. */
  | "rolled-back"
  /** A log is not whole in itself. */
  | "chain";

export type AnchorFinding = { check: AnchorCheck; where: string; message: string };
export type AnchorNote = { about: string; message: string };

/** Where findings are gathered, in the order of the checks. */
export class AnchorReport {
  readonly findings: AnchorFinding[] = [];
  readonly notes: AnchorNote[] = [];

  wrong(check: AnchorCheck, where: string, message: string): void {
    this.findings.push({ check, where, message });
  }

  note(about: string, message: string): void {
    this.notes.push({ about, message });
  }
}
