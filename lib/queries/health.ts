import { youngestHeartbeat } from "#lib/store/heartbeats.ts";
import packageJson from "../../package.json" with { type: "json" };

export type Health = {
  status: "well" | "unwell";
  version: string;
  database: "up" | "down";
  worker: { status: "up" | "down"; heartbeatAgeSeconds: number | null };
};

const oldestHeartbeatSeconds = 15;

/** Whether database and worker are there: a console without its worker fires no clock and sends no notice. */
export async function readHealth(): Promise<Health> {
  const { version } = packageJson;
  try {
    const heartbeat = await youngestHeartbeat();
    const age = heartbeat === null ? null : Math.round(heartbeat.ageInSeconds * 10) / 10;
    const isUp = age !== null && age <= oldestHeartbeatSeconds;
    const worker = { status: isUp ? ("up" as const) : ("down" as const), heartbeatAgeSeconds: age };
    return { status: isUp ? "well" : "unwell", version, database: "up", worker };
  } catch {
    return {
      status: "unwell",
      version,
      database: "down",
      worker: { status: "down", heartbeatAgeSeconds: null },
    };
  }
}

/** Since when no worker is heard; null where one is, and `since` null where there never was one. */
export type WorkerSilence = { since: string | null };

export async function readWorkerSilence(): Promise<WorkerSilence | null> {
  const heartbeat = await youngestHeartbeat();
  if (heartbeat === null) return { since: null };
  return heartbeat.ageInSeconds <= oldestHeartbeatSeconds ? null : { since: heartbeat.beatAt };
}
