import { z } from "zod";
import { type FreezeQuestion, FreezeQuestion as Question } from "#lib/domain/freeze/question.ts";
import { settings } from "#lib/platform/env.ts";
import { AppError } from "#lib/platform/errors.ts";
import { readFlags } from "./flags.ts";

const Told = z.object({
  admitted: z.boolean(),
  why: z.string(),
  freezes: z.array(
    z.object({
      incident: z.string(),
      title: z.string(),
      rule: z.string().nullable(),
      since: z.string(),
      liftsWhen: z.string(),
      admits: z.array(z.string()),
      admittedAs: z.string().nullable(),
      room: z.string(),
    }),
  ),
});
type Told = z.infer<typeof Told>;
const Problem = z.object({ message: z.string() });

const exits = { admitted: 0, frozen: 1, misused: 2, unanswered: 3 } as const;
const longestWaitMs = 10_000;

type Answered = { status: number; body: unknown };

/** Exit 0: it may go ahead. 1: it is frozen. 2: asked wrongly or without right. 3: the console gave no answer. */
export async function checkFreeze(args: string[]): Promise<number> {
  const { url = settings().url, ...question } = readFlags(args, {
    ...Question.shape,
    url: z
      .url({ protocol: /^https?$/, error: "expected an address such as https://holdpoint.example.com" })
      .optional(),
  });
  const { token } = settings();
  if (token === undefined) {
    throw new AppError(
      "configuration",
      "HOLDPOINT_TOKEN is not set: it is the token that the console asks for.",
    );
  }
  const answered = await ask(url, token, question);
  if (answered === null) return say(exits.unanswered, `The console at ${url} did not answer.`);
  const told = Told.safeParse(answered.body);
  if (answered.status === 200 && told.success) {
    return told.data.admitted
      ? say(exits.admitted, told.data.why)
      : say(exits.frozen, frozenText(question, told.data));
  }
  return refused(url, answered);
}

/** What the console answered, or null where nothing answered in time. */
async function ask(url: string, token: string, question: FreezeQuestion): Promise<Answered | null> {
  const address = new URL("/api/v1/freeze", url);
  for (const [name, value] of Object.entries(question)) {
    if (value !== undefined) address.searchParams.set(name, value);
  }
  try {
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}`, accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(longestWaitMs),
    });
    return { status: response.status, body: await response.json().catch(() => null) };
  } catch {
    return null;
  }
}

function refused(url: string, { status, body }: Answered): number {
  const told = Problem.safeParse(body);
  const words = told.success
    ? told.data.message
    : `The console at ${url} answered ${status} and said nothing.`;
  const isAskersFault = status >= 400 && status < 500 && status !== 429;
  return say(isAskersFault && told.success ? exits.misused : exits.unanswered, words);
}

function say(code: number, words: string): number {
  (code === exits.misused || code === exits.unanswered ? process.stderr : process.stdout).write(`${words}\n`);
  return code;
}

function frozenText({ action, service, environment }: FreezeQuestion, { freezes }: Told): string {
  const closed = freezes.filter(({ admittedAs }) => admittedAs === null);
  const lines = closed.flatMap(({ incident, title, rule, since, liftsWhen, admits, room }) => [
    `  ${title}${rule === null ? "" : ` (${rule})`}`,
    `    frozen by   ${incident}, since ${since.slice(0, 16).replace("T", " ")} UTC`,
    `    until       ${liftsWhen}`,
    ...(admits.length === 0 ? [] : [`    admitted    ${admits.join(", ")}`]),
    `    war room    ${room}`,
  ]);
  return [`Frozen: ${action} of ${service}, ${environment}.`, ...lines].join("\n");
}
