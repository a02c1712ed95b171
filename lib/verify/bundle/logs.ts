import type { RawEntry } from "#lib/domain/record/entry.ts";
import { isCheckpointStream } from "#lib/domain/record/streams.ts";
import { readHeader } from "../header.ts";
import { readCheckpointLog } from "./checkpoint/reading.ts";
import type { Report } from "./findings.ts";
import type { Log, Reading } from "./followed.ts";
import { readIncidentLog } from "./incident.ts";

// A checkpoint's state is made anew at each entry, so that a hostile log of any length could take any time. What is seen of
// the baseline makes it no larger, and a checkpoint that stands open for long holds many such entries.
const mostOfCheckpoint = 50_000;
const isObservation = ({ header }: RawEntry) => readHeader(header)?.type === "BaselineObserved";

/** Whether a log is longer than a verifier follows. */
export const isTooLong = ({ stream, entries }: Log): boolean =>
  isCheckpointStream(stream) &&
  entries.length > mostOfCheckpoint &&
  entries.filter((entry) => !isObservation(entry)).length > mostOfCheckpoint;

/** A log by its kind, which its name tells. */
export const readLog = (log: Log, report: Report): Reading =>
  isCheckpointStream(log.stream) ? readCheckpointLog(log, report) : readIncidentLog(log, report);
