import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

function isOurs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const commandLine = `/proc/${pid}/cmdline`;
  // A process number is given again after a crash, so ask what runs under it where the system can tell.
  return !existsSync(commandLine) || readFileSync(commandLine, "utf8").includes("scripts/up.ts");
}

/** Claims the data folder for this process, because two starts would stop each other's database. */
export function claimFolder(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The data folder cannot be used: ${why}. Set HOLDPOINT_DATA_DIR to one that can.`, {
      cause,
    });
  }
  const file = join(folder, "running.pid");
  const pid = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (pid > 0 && pid !== process.pid && isOurs(pid)) {
    throw new Error(
      `Holdpoint already runs on ${folder} (process ${pid}); stop it or set HOLDPOINT_DATA_DIR.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}
