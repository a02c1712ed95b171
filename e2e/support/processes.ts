import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Whether a process with this number is there; one that has ended and was not yet collected is not. */
export async function isAlive(pid: number): Promise<boolean> {
  return (await list()).some((one) => one.pid === pid);
}

/** The processes whose command line holds all these words. */
export async function processesWith(...words: string[]): Promise<number[]> {
  return (await list())
    .filter(({ line }) => words.every((word) => line.includes(word)))
    .map(({ pid }) => pid);
}

async function list(): Promise<{ pid: number; line: string }[]> {
  const { stdout } = await promisify(execFile)("ps", ["-axww", "-o", "pid=,stat=,args="]);
  return stdout.split("\n").flatMap((row) => {
    const [, pid, state = "", line = ""] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(row) ?? [];
    return pid === undefined || state.startsWith("Z") ? [] : [{ pid: Number(pid), line }];
  });
}
