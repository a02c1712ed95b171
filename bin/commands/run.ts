import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { parseSettings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { environmentOfCaller } from "../run/environment.ts";
import { execute } from "../run/execute.ts";
import { readFolder } from "../run/git.ts";
import { type Answer, type Console, handIn } from "../run/hand-in.ts";
import { type HandIn, keepForLater, readKept } from "../run/kept.ts";
import { openOutput } from "../run/output.ts";
import { secretsIn } from "../run/secrets.ts";

/** A refused hand-in, and one that the console has not taken yet: none of them a status that shells or tests use. */
const exits = { refused: 70, notTaken: 75 } as const;

const Flags = z.object({
  for: z
    .string()
    .regex(/^[A-Z]{2,5}-\d{4}-\d{4,}$/, "expected a reference such as INC-2026-0001 or CHK-2026-0001")
    .optional(),
  requirement: z.string().min(1).optional(),
  criterion: z.string().min(1).optional(),
  branch: z.string().min(1).max(200).optional(),
  repository: z.string().min(1).max(300).optional(),
  "hand-in": z.string().min(1).optional(),
});
type Flags = z.infer<typeof Flags>;

/** Of this checkout. */
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

const say = (words: string) => process.stderr.write(`holdpoint: ${words}\n`);

/** Runs a command and hands in how it ended. Exit: the command's own; 70: refused; 75: not taken yet, and kept in a file. */
export async function run(args: string[]): Promise<number> {
  const end = args.indexOf("--");
  const flags = flagsIn(end < 0 ? args : args.slice(0, end));
  const argv = end < 0 ? [] : args.slice(end + 1);
  if (flags["hand-in"] !== undefined) return handInKept(flags["hand-in"], flags);
  const [program] = argv;
  if (program === undefined)
    throw new AppError("invalid-input", "Which command? Usage: run --for REF --requirement ID -- CMD...");
  return runAndHandIn([program, ...argv.slice(1)], flags);
}

async function runAndHandIn(argv: [string, ...string[]], flags: Flags): Promise<number> {
  // npm runs us in the checkout; the command belongs where whoever called npm stood.
  const folder = process.env.INIT_CWD ?? process.cwd();
  const git = readFolder(folder);
  const output = openOutput(secretsIn(process.env));
  const env = environmentOfCaller(process.env, root);
  const ran = await execute({ argv, folder, env }, output);
  const { kept, ...all } = output.end();
  if (kept.length < all.bytes)
    say(`the output has ${all.bytes} bytes; of its middle some are left out of what is handed in.`);
  const said = {
    ...{ idempotencyKey: randomUUID(), command: argv.map(output.redact), media: "text/plain", output: all },
    ...{ ...ran, ...git, branch: flags.branch ?? git.branch, repository: flags.repository ?? git.repository },
    ...addressOf(flags),
  };
  const told = await offer({ said, output: kept }, folder);
  return told ?? ran.exitCode;
}

const addressOf = ({ for: reference, requirement, criterion }: Flags) => ({
  ...(reference === undefined ? {} : { for: reference }),
  ...(requirement === undefined ? {} : { requirement }),
  ...(criterion === undefined ? {} : { criterion }),
});

async function handInKept(file: string, flags: Flags): Promise<number> {
  const kept = await readKept(file);
  const said = { ...kept.said, ...addressOf(flags) };
  return (await offer({ said, output: kept.output }, null)) ?? 0;
}

/** Offers it to the console; null where it was taken. `keepIn`: the folder for a file where it was not. */
async function offer(one: HandIn, keepIn: string | null): Promise<number | null> {
  const console = consoleToAsk();
  const why = whyNotAsked(one, console);
  const answer: Answer =
    why === null && console !== null ? await handIn(console, one) : { is: "not-taken", why: why ?? "" };
  if (answer.is === "taken") {
    say(`handed in to ${one.said.for}, entry ${answer.seq}, output ${answer.sha256.slice(0, 12)}.`);
    return null;
  }
  if (answer.is === "refused") {
    say(`the console refused it: ${answer.why}`);
    return exits.refused;
  }
  say(`not handed in: ${answer.why}`);
  if (keepIn !== null) {
    const file = await keepForLater(one, keepIn);
    say(`kept in ${file}. Later: npm run holdpoint -- run --hand-in ${file}`);
  }
  return exits.notTaken;
}

function whyNotAsked({ said }: HandIn, console: Console | null): string | null {
  if (said.for === undefined) return "--for names no incident or checkpoint.";
  return console === null ? "HOLDPOINT_TOKEN is not set: a token with the scope evidence:write." : null;
}

/** Only these two settings, because the environment belongs to the command and may hold others' of the same names. */
function consoleToAsk(): Console | null {
  const { HOLDPOINT_URL, HOLDPOINT_TOKEN } = process.env;
  const { url, token } = parseSettings({ HOLDPOINT_URL, HOLDPOINT_TOKEN });
  return token === undefined ? null : { url, token };
}

function flagsIn(args: string[]): Flags {
  const options = Object.fromEntries(
    Object.keys(Flags.shape).map((name) => [name, { type: "string" as const }]),
  );
  let given: unknown;
  try {
    given = parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    throw new AppError("invalid-input", cause instanceof Error ? cause.message : String(cause), { cause });
  }
  const read = Flags.safeParse(given);
  if (read.success) return read.data;
  throw new AppError(
    "invalid-input",
    read.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("\n"),
  );
}
