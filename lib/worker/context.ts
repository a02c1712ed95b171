import type { KeyObject } from "node:crypto";
import type { AnchorFile } from "#lib/commands/anchors/anchor-file.ts";
import type { CommandContext } from "#lib/commands/context.ts";
import type { BaselineProbe } from "#lib/domain/checkpoint/baseline-probe.ts";
import type { RegisteredAction } from "#lib/domain/rollback/action.ts";
import type { Settings } from "#lib/platform/env.ts";
import type { OutgoingHttp } from "#lib/platform/outgoing-http.ts";

export type Anchors = {
  file: AnchorFile;
  /** The key that this worker signed with last: another one may take its place while it runs. */
  privateKey: KeyObject;
  /** Why anchoring stands still; null while it does not. */
  alarm: string | null;
};

/** What every part of one worker process shares. */
export type Worker = {
  id: string;
  settings: Settings;
  http: OutgoingHttp;
  actions: RegisteredAction[];
  /** What it reads of locked values while a checkpoint is open. */
  probes: BaselineProbe[];
  /** How long a worker that says nothing keeps a run. */
  leaseSeconds: number;
  /** The names under which this process takes jobs from the queue, and the jobs that it has in hand now. */
  hold: { names: Set<string>; inHand: Set<string> };
  anchors: Anchors;
  /** Aborted when the process is asked to stop: nothing new begins. */
  stopping: AbortSignal;
  /** Aborted a while later: commands that still run are ended, and said to have been. */
  ending: AbortSignal;
};

/** The console's own act; the key makes a repeated hint one effect. */
export const asWorker = (worker: Worker, idempotencyKey: string): CommandContext => ({
  actor: { kind: "console", id: worker.id },
  idempotencyKey,
});
