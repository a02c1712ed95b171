import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { AnchorFile } from "#lib/commands/anchors/anchor-file.ts";
import { publishBuiltInPacks } from "#lib/commands/protocols/publish-built-in.ts";
import { settings as readSettings, requireSettings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { newId } from "#lib/platform/ids.ts";
import { openOutgoingHttp } from "#lib/platform/outgoing-http.ts";
import { keepSigningKey, signingKeyFile } from "#lib/platform/signing-key.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { endHeartbeat } from "#lib/store/heartbeats.ts";
import { assertLogIsGuarded } from "#lib/store/log/log-guard.ts";
import { announceActions, readActionsFile } from "./actions.ts";
import { startAnchors } from "./anchors.ts";
import { startClocks } from "./clocks.ts";
import type { Worker } from "./context.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { startJobs } from "./jobs.ts";
import { log } from "./log.ts";
import { startProbes } from "./probes.ts";
import { outliveLostDatabase } from "./stray-rejections.ts";
import { startSweep } from "./sweep.ts";

/** How long a worker that says nothing keeps a run; `--lease-seconds` changes it. */
const usualLeaseSeconds = 15;
const finishWithinMs = 9_000;
const graceMs = 13_000;

async function main(): Promise<void> {
  const settings = requireSettings(readSettings(), "workerDatabaseUrl");
  await assertLogIsGuarded(settings.workerDatabaseUrl);
  connectStore(settings.workerDatabaseUrl);
  const privateKey = await keepSigningKey(signingKeyFile(settings));
  const anchors = { file: new AnchorFile(settings.anchorDir), privateKey, alarm: null };
  const stop = new AbortController();
  const kill = new AbortController();
  const { actions, probes } = await readActionsFile(settings.actionsFile);
  const http = openOutgoingHttp({ allowedHosts: settings.allowedHosts });
  const id = `${hostname()}/${process.pid}/${newId().slice(-6)}`;
  const signals = { stopping: stop.signal, ending: kill.signal };
  const hold = { names: new Set<string>(), inHand: new Set<string>() };
  const leaseSeconds = readLeaseSeconds();
  const worker: Worker = { id, settings, http, actions, probes, leaseSeconds, hold, anchors, ...signals };
  await publishBuiltInPacks();
  await announceActions(actions);
  const stopHeartbeat = startHeartbeat(worker);
  const stopSweep = startSweep(worker);
  const stopAnchors = startAnchors(worker);
  const stopProbes = startProbes(worker);
  const stopClocks = await startClocks(worker);
  const stopJobs = await startJobs(worker, settings.workerDatabaseUrl);
  log.info({ worker: id, actions: actions.length }, "the worker is up");

  const end = async () => {
    if (stop.signal.aborted) return;
    stop.abort();
    setTimeout(() => kill.abort(), finishWithinMs).unref();
    log.info({ worker: id }, "the worker is stopping");
    // Said to live until its last job has ended, because what it has in hand is given to others when it falls silent.
    const parts = Promise.all([stopJobs(), stopClocks(), stopSweep(), stopAnchors(), stopProbes()])
      .then(stopHeartbeat)
      .then(() => endHeartbeat(id));
    await Promise.race([parts, wait(graceMs)]).catch((error: unknown) =>
      log.warn({ error: String(error) }, "stopping was not clean"),
    );
    await http.close();
    await disconnectStore();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void end());
}

function readLeaseSeconds(): number {
  const { values } = parseArgs({ options: { "lease-seconds": { type: "string" } } });
  const given = Number(values["lease-seconds"] ?? usualLeaseSeconds);
  if (given >= 2 && given <= 300) return given;
  throw new AppError("configuration", "--lease-seconds is broken: expected a number from 2 to 300.");
}

outliveLostDatabase();
main().catch((error: unknown) => {
  log.fatal({ error: error instanceof Error ? error.message : String(error) }, "the worker cannot run");
  process.exit(1);
});
