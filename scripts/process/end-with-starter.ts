/**
 * Loaded before a program that `startChild` starts. The channel to the starter closes however the starter ends, so
 * a starter that was killed leaves nobody running behind it.
 */
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
