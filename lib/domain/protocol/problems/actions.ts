import type { ProtocolPack } from "../pack.ts";
import type { PackProblem } from "../pack-problem.ts";
import { namesWords } from "./found.ts";

/** Every action that a step or a proof names and no worker has registered: a plan with one of them cannot run. */
export function unregisteredActions(pack: ProtocolPack, registered: readonly string[]): PackProblem[] {
  const known = new Set(registered);
  const among = (path: string, action: string | undefined): PackProblem[] =>
    action === undefined || known.has(action)
      ? []
      : [
          {
            path,
            message: `"${action}" is no registered action; there are: ${namesWords(registered)}`,
            found: action,
            names: registered,
          },
        ];
  const steps = Object.entries(pack.plans).flatMap(([plan, { steps: all }]) =>
    all.flatMap(({ id, action }) => among(`plans.${plan}.steps.${id}.action`, action)),
  );
  const proofs = Object.entries(pack.evidence).flatMap(([name, { action }]) =>
    among(`evidence.${name}.action`, action),
  );
  return [...steps, ...proofs];
}
