import type { z } from "zod";
import { openWithToken } from "#lib/auth/api-token.ts";
import type { CommandResult, Recorded } from "#lib/commands/context.ts";
import type { ApiScope } from "#lib/domain/authority/api-scope.ts";
import { readInput } from "#lib/domain/read-input.ts";
import { AppError } from "#lib/platform/errors.ts";
import { answer, problem } from "./answer.ts";
import type { HandsIn } from "./define-hand-in.ts";
import { refusalProblem } from "./refusal-problem.ts";
import { failed, refused } from "./refused.ts";

const mostBytes = 16_384;

type Door<S extends z.ZodType> = {
  name: string;
  scope: ApiScope;
  body: S;
  run: (by: HandsIn, body: z.output<S>) => CommandResult<Recorded>;
};

/** The only maker of REST doors that record what a body of JSON says: token, scope, rate and length come before zod. */
export function defineChange<S extends z.ZodType>(door: Door<S>): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const opened = await openWithToken(request.headers.get("authorization"), door.scope);
      if (!opened.ok) return refused(opened, door.scope);
      if (opened.actsFor === null)
        throw new AppError("broken-invariant", "A token that acts for nobody opened a door that records.");
      const by = { actor: { kind: "person" as const, id: opened.actsFor }, token: opened.token.id };
      return await enter(door, request, by);
    } catch (error) {
      return failed(door.name, error);
    }
  };
}

async function enter<S extends z.ZodType>(door: Door<S>, request: Request, by: HandsIn): Promise<Response> {
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!Number.isInteger(length) || length < 1)
    return problem({ error: "length-required", message: "Say the body's length: Content-Length." });
  if (length > mostBytes)
    return problem({
      error: "too-big",
      message: `The body has ${length} bytes; expected at most ${mostBytes}.`,
    });
  const read = readInput(door.body, parsed(await request.text()));
  if (!read.success)
    return problem({
      error: "bad-request",
      message: "Something in the body is not as expected.",
      parameters: read.error.issues.map(({ path, message }) => ({ name: path.join("."), expected: message })),
    });
  const recorded = await door.run(by, read.data);
  return recorded.ok ? answer(recorded.value) : refusalProblem(recorded.refusal);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
