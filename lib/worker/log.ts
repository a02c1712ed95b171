import { createLog } from "#lib/platform/log.ts";

export const log = createLog("worker");
