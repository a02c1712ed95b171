import type { OutgoingHttp } from "#lib/platform/outgoing-http.ts";
import type { Containment } from "./containment.ts";
import type { OutputPiece } from "./output.ts";
import type { Hold } from "./watchdog.ts";

/** Texts that an action may bring into a repository: what an incident's record says of itself. */
export type RecordKind = "verification-results" | "decision-log";
export type RecordFile = { name: string; text: string };

export type ExecutionContext = {
  http: OutgoingHttp;
  signal?: AbortSignal | undefined;
  hold?: Hold | undefined;
  onOutput: (piece: OutputPiece) => void;
  /** Texts that no output may show, beside those that the action itself brings. */
  secrets: readonly string[];
  /** Variables beside the action's own, such as the attempt's name. */
  environment?: Readonly<Record<string, string>>;
  /** The same for every attempt at one step, so that the other side can tell a repetition from a second wish. */
  key?: string;
  /** Private hosts that an administrator opened. */
  allowedHosts?: readonly string[];
  record?: (kind: RecordKind) => Promise<RecordFile>;
};

export type Execution = {
  outcome: "succeeded" | "failed" | "timed-out" | "cancelled" | "refused" | "awaits-person";
  summary: string;
  exitCode: number | null;
  exitSignal: string | null;
  hasStarted: boolean;
  mayStillRun: boolean;
  containment: Containment | null;
  startedAt: number;
  durationMs: number;
  outputBytes: number;
  truncated: boolean;
  outputDigest: string;
  tail: string;
};

export const withoutProcess = { exitCode: null, exitSignal: null, containment: null };
