import { openWithToken } from "#lib/auth/api-token.ts";
import type { ApiScope } from "#lib/domain/authority/api-scope.ts";
import { AppError } from "#lib/platform/errors.ts";
import { type Taken, type Taking, takeFile } from "../../_door/take-file.ts";
import { answer, type Problem } from "./answer.ts";
import { refusalProblem } from "./refusal-problem.ts";
import { failed, refused } from "./refused.ts";

/** Who hands in: the person that the token acts for, and the token itself, which the entry names. */
export type HandsIn = { actor: { kind: "person"; id: string }; token: string };

type Door<T extends object> = {
  name: string;
  scope: ApiScope;
  taking: (by: HandsIn) => Taking<T>;
};

const kindsByStatus: Record<number, Problem["error"]> = {
  411: "length-required",
  413: "too-big",
  415: "type-not-taken",
};

function told<T extends object>({ status, outcome }: Taken<T>): Response {
  return outcome.ok ? answer(outcome.value) : refusalProblem(outcome.refusal, kindsByStatus[status]);
}

/** The only maker of REST doors that take something in: token, scope and rate are checked before a byte of it is read. */
export function defineHandIn<T extends object>(door: Door<T>): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const opened = await openWithToken(request.headers.get("authorization"), door.scope);
      if (!opened.ok) return refused(opened, door.scope);
      if (opened.actsFor === null)
        throw new AppError("broken-invariant", "A token that acts for nobody opened a door that takes in.");
      const by = { actor: { kind: "person" as const, id: opened.actsFor }, token: opened.token.id };
      return told(await takeFile(request, door.taking(by)));
    } catch (error) {
      return failed(door.name, error);
    }
  };
}
