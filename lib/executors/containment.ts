import { spawn } from "node:child_process";
import { once } from "node:events";
import { findProgram, minimalPath } from "./program.ts";

/** How surely a command's processes end: with the kernel's own namespace, or by killing their group. */
export type Containment = "pid-namespace" | "process-group";
export type Wrapper = { containment: Containment; prefix: readonly string[] };

const ownNamespace = ["--pid", "--fork", "--kill-child"];
const waysIntoNamespace = [
  ownNamespace,
  ["--user", "--map-current-user", ...ownNamespace],
  ["--user", "--map-root-user", ...ownNamespace],
];

let found: Promise<Wrapper> | undefined;

/** Tried once in a process, because whether the kernel and the container allow a namespace cannot be read anywhere. */
export function findContainment(): Promise<Wrapper> {
  found ??= firstThatWorks();
  return found;
}

/** Every way that could work here, the surest first; the last needs nothing and always works. */
export async function listWrappers(): Promise<Wrapper[]> {
  const setpriv = await findProgram("setpriv", minimalPath);
  const unshare = await findProgram("unshare", minimalPath);
  const bare: Wrapper = { containment: "process-group", prefix: [] };
  if (!setpriv) return [bare];
  const dyingWithParent = [setpriv, "--pdeathsig", "KILL", "--"];
  const inNamespace = (options: readonly string[]): Wrapper[] =>
    unshare
      ? [{ containment: "pid-namespace", prefix: [...dyingWithParent, unshare, ...options, "--"] }]
      : [];
  const inGroup: Wrapper = { containment: "process-group", prefix: dyingWithParent };
  return [...waysIntoNamespace.flatMap(inNamespace), inGroup, bare];
}

export async function works({ prefix }: Wrapper): Promise<boolean> {
  const [program = "", ...options] = [...prefix, "/bin/sh", "-c", "exit 0"];
  const env = { PATH: minimalPath } as unknown as NodeJS.ProcessEnv;
  const child = spawn(program, options, { stdio: "ignore", env, timeout: 5000 });
  try {
    const [code] = await once(child, "exit");
    return code === 0;
  } catch {
    return false;
  }
}

async function firstThatWorks(): Promise<Wrapper> {
  for (const wrapper of await listWrappers()) if (await works(wrapper)) return wrapper;
  return { containment: "process-group", prefix: [] };
}
