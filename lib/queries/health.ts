import { lastAnchorHead } from "#lib/store/anchors.ts";
import { livingAlarms, youngestHeartbeat } from "#lib/store/heartbeats.ts";
import { readHead } from "#lib/verify/anchors/note.ts";
import packageJson from "../../package.json" with { type: "json" };

export type Health = {
  status: "well" | "unwell";
  version: string;
  database: "up" | "down";
  worker: { status: "up" | "down"; heartbeatAgeSeconds: number | null };
  /** Halted: a worker has found the log to be other than it was anchored. It says why where people are signed in. */
  anchors: { status: "well" | "halted" | "none" | "unknown"; size: number; at: string | null };
};

const oldestHeartbeatSeconds = 15;

/** Whether database and worker are there: a console without its worker fires no clock and sends no notice. */
export async function readHealth(): Promise<Health> {
  const { version } = packageJson;
  try {
    const [heartbeat, anchors] = await Promise.all([youngestHeartbeat(), readAnchors()]);
    const age = heartbeat === null ? null : Math.round(heartbeat.ageInSeconds * 10) / 10;
    const isUp = age !== null && age <= oldestHeartbeatSeconds;
    const worker = { status: isUp ? ("up" as const) : ("down" as const), heartbeatAgeSeconds: age };
    return { status: isUp ? "well" : "unwell", version, database: "up", worker, anchors };
  } catch {
    return {
      status: "unwell",
      version,
      database: "down",
      worker: { status: "down", heartbeatAgeSeconds: null },
      anchors: { status: "unknown", size: 0, at: null },
    };
  }
}

async function readAnchors(): Promise<Health["anchors"]> {
  const [last, alarm] = await Promise.all([lastAnchorHead(), anchorAlarm()]);
  const at = last === null ? null : (readHead(last.note)?.at ?? null);
  const status = alarm !== null ? "halted" : last === null ? "none" : "well";
  return { status, size: last?.size ?? 0, at };
}

/** Why a living worker anchors no more; null while all is well. */
export const anchorAlarm = async (): Promise<string | null> => (await livingAlarms())[0] ?? null;

/** Since when no worker is heard; null where one is, and `since` null where there never was one. */
export type WorkerSilence = { since: string | null };

export async function readWorkerSilence(): Promise<WorkerSilence | null> {
  const heartbeat = await youngestHeartbeat();
  if (heartbeat === null) return { since: null };
  return heartbeat.ageInSeconds <= oldestHeartbeatSeconds ? null : { since: heartbeat.beatAt };
}
