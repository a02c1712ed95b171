import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { referencePattern } from "#lib/domain/record/streams.ts";
import { parseSettings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { environmentOfCaller } from "../run/environment.ts";
import { execute } from "../run/execute.ts";
import { readFolder } from "../run/git.ts";
import type { Console } from "../run/hand-in.ts";
import { KnownBefore, readKept } from "../run/kept.ts";
import { keep, offer, say } from "../run/offer.ts";
import { openOutput } from "../run/output.ts";
import { secretsIn } from "../run/secrets.ts";
import { readFlags } from "./flags.ts";

const shape = {
  for: z
    .string()
    .regex(referencePattern, "expected a reference such as INC-2026-0001 or CHK-2026-0001")
    .optional(),
  requirement: z.string().min(1).optional(),
  criterion: z.string().min(1).optional(),
  branch: z.string().min(1).max(200).optional(),
  repository: z.string().min(1).max(300).optional(),
  "hand-in": z.string().min(1).optional(),
};
type Flags = z.output<z.ZodObject<typeof shape>>;

/** Of this checkout. */
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Runs a command and hands in how it ended. Exit: the command's own; 70: refused; 75: not taken yet; of both it is kept in a file. */
export async function run(args: string[]): Promise<number> {
  const end = args.indexOf("--");
  const flags = readFlags(end < 0 ? args : args.slice(0, end), shape);
  const argv = end < 0 ? [] : args.slice(end + 1);
  if (flags["hand-in"] !== undefined) return handInKept(flags["hand-in"], flags);
  const [program] = argv;
  if (program === undefined)
    throw new AppError("invalid-input", "Which command? Usage: run --for REF --requirement ID -- CMD...");
  return runAndHandIn([program, ...argv.slice(1)], flags);
}

/** npm runs us in the checkout; what is named belongs where whoever called npm stood. */
const whereCalled = () => process.env.INIT_CWD ?? process.cwd();

async function runAndHandIn(argv: [string, ...string[]], flags: Flags): Promise<number> {
  const folder = whereCalled();
  const git = readFolder(folder);
  const output = openOutput(secretsIn(process.env));
  const known = {
    ...{ idempotencyKey: randomUUID(), command: argv.map(output.redact), media: "text/plain" },
    ...git,
    ...saidBy(flags),
  };
  // Before the command runs, because what it did could not be told afterwards, and it may not be run twice.
  const console = consoleToAsk();
  assertCanBeTold(known);
  const ran = await execute({ argv, folder, env: environmentOfCaller(process.env, root) }, output);
  const { kept, ...all } = output.end();
  if (kept.length < all.bytes)
    say(`the output has ${all.bytes} bytes; of its middle some are left out of what is handed in.`);
  const one = { said: { ...known, ...ran, output: all }, output: kept };
  const told = await offer(one, console);
  if (told === null) return ran.exitCode;
  say(`the command itself ended with ${ran.exitCode}.`);
  await keep(one, folder);
  return told;
}

/** What was said at the call: for what it is, and what git does not know. */
const saidBy = ({ for: reference, requirement, criterion, branch, repository }: Flags) => ({
  ...(reference === undefined ? {} : { for: reference }),
  ...(requirement === undefined ? {} : { requirement }),
  ...(criterion === undefined ? {} : { criterion }),
  ...(branch === undefined ? {} : { branch }),
  ...(repository === undefined ? {} : { repository }),
});

function assertCanBeTold(known: z.input<typeof KnownBefore>): void {
  const read = KnownBefore.safeParse(known);
  if (read.success) return;
  const sentences = read.error.issues.map(({ path, message }) => `${path.join(" ")}: ${message}`);
  throw new AppError(
    "invalid-input",
    `Nothing ran, because the console would not take it:\n${sentences.join("\n")}`,
  );
}

async function handInKept(name: string, flags: Flags): Promise<number> {
  const kept = await readKept(resolve(whereCalled(), name));
  const said = { ...kept.said, ...saidBy(flags) };
  return (await offer({ said, output: kept.output }, consoleToAsk())) ?? 0;
}

/** Only these two settings, because the environment belongs to the command and may hold others' of the same names. */
function consoleToAsk(): Console | null {
  const { HOLDPOINT_URL, HOLDPOINT_TOKEN } = process.env;
  const { url, token } = parseSettings({ HOLDPOINT_URL, HOLDPOINT_TOKEN });
  return token === undefined ? null : { url, token };
}
