import type { Refusal } from "#lib/domain/refusal.ts";
import { type Problem, problem } from "./answer.ts";

const kinds: Record<Refusal["code"], Problem["error"]> = {
  invalid: "bad-request",
  unauthorised: "forbidden",
  unconfirmed: "forbidden",
  rule: "refused",
  conflict: "refused",
  stale: "refused",
};

/** A command's refusal as a door says it; `error` where the status was decided before the command was asked. */
export const refusalProblem = ({ code, rule, message, blockers }: Refusal, error = kinds[code]): Response =>
  problem({
    error,
    message: [message, ...blockers.map((one) => `${one.field ?? ""} ${one.message}`.trim())].join(" "),
    ...(rule === null ? {} : { rule }),
  });
