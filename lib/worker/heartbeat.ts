import { beat } from "#lib/store/heartbeats.ts";
import { again, apart } from "./again.ts";
import type { Worker } from "./context.ts";
import { version } from "./version.ts";

/** Says every two seconds that this worker lives, beside the sweep: what that waits for must not make a worker look dead. */
export function startHeartbeat(worker: Worker): () => Promise<void> {
  const { id, settings, hold, anchors } = worker;
  return again(() =>
    apart("heartbeat", () =>
      beat(id, {
        version,
        sendsMail: settings.smtpUrl !== undefined,
        queueWorkers: [...hold.names],
        anchorAlarm: anchors.alarm,
      }),
    ),
  );
}
