import type { Checked } from "#lib/verify/bundle/checked.ts";
import type { Verdict } from "#lib/verify/bundle/findings.ts";

export type ReadVerdict = Exclude<Verdict, { verdict: "unreadable" }>;

/** All that the verifier is given. */
export type Asked = { bundle: Blob; keys: string };

export type Answer =
  | { kind: "ready" }
  | { kind: "keys"; reason: string }
  | { kind: "unreadable"; reason: string }
  | { kind: "stopped"; reason: string }
  | { kind: "read"; verdict: ReadVerdict; checked: Checked[] };
