import type { Checked } from "#lib/verify/bundle/checked.ts";
import type { Verdict } from "#lib/verify/bundle/findings.ts";

export type ReadVerdict = Exclude<Verdict, { verdict: "unreadable" }>;

/** All that the verifier is given. */
export type Asked = { bundle: Blob; keys: string };

/** What comes of one check. */
export type Outcome =
  | { kind: "keys"; reason: string }
  | { kind: "unreadable"; reason: string }
  | { kind: "stopped"; reason: string }
  | { kind: "read"; verdict: ReadVerdict; checked: Checked[] };

/** What the thread says. */
export type Answer = { kind: "ready" } | Outcome;

/** What the page is told: an outcome with the name of the bundle that was asked about. */
export type Said = { kind: "ready" } | { kind: "told"; name: string; outcome: Outcome };
