import type { z } from "zod";
import { openWithToken } from "#lib/auth/api-token.ts";
import type { ApiScope } from "#lib/domain/authority/api-scope.ts";
import { problem } from "./answer.ts";
import { failed, refused } from "./refused.ts";

type Door<S extends z.ZodType> = {
  /** Stands in the log beside a failure. */
  name: string;
  scope: ApiScope;
  query: S;
  run: (query: z.output<S>) => Promise<Response>;
};

/** The only maker of REST doors that read: token, scope, rate and parameters are checked before anything runs. */
export function defineDoor<S extends z.ZodType>(door: Door<S>): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const opened = await openWithToken(request.headers.get("authorization"), door.scope);
      if (!opened.ok) return refused(opened, door.scope);
      return await enter(door, new URL(request.url).searchParams);
    } catch (error) {
      return failed(door.name, error);
    }
  };
}

async function enter<S extends z.ZodType>(door: Door<S>, given: URLSearchParams): Promise<Response> {
  const twice = [...new Set(given.keys())].find((name) => given.getAll(name).length > 1);
  if (twice !== undefined) return badRequest([{ name: twice, expected: "expected it once" }]);
  const read = door.query.safeParse(Object.fromEntries(given));
  if (read.success) return door.run(read.data);
  return badRequest(read.error.issues.flatMap(parametersOf));
}

function parametersOf(issue: z.core.$ZodIssue): { name: string; expected: string }[] {
  return issue.code === "unrecognized_keys"
    ? issue.keys.map((name) => ({ name, expected: "expected no such parameter" }))
    : [{ name: issue.path.map(String).join("."), expected: issue.message }];
}

function badRequest(parameters: { name: string; expected: string }[]): Response {
  const [first] = parameters;
  return problem({ error: "bad-request", message: `${first?.name}: ${first?.expected}.`, parameters });
}
