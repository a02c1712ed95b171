import type { ProtocolPack } from "../pack.ts";
import type { PackProblem } from "../pack-problem.ts";
import { namesWords } from "./found.ts";

/** A registered action as far as a pack can be held against it: its name, and the parameters it asks for. */
export type ActionTakes = { id: string; parameters: readonly string[] };
type Values = Readonly<Record<string, string>>;

/**
 * Every step or proof that no worker could run: it names an action that nobody registered, or hands over other
 * parameters than any registered action of that name asks for.
 */
export function actionProblems(pack: ProtocolPack, registered: readonly ActionTakes[]): PackProblem[] {
  const names = [...new Set(registered.map(({ id }) => id))].sort();
  const among = (path: string, action: string | undefined, given: Values): PackProblem[] => {
    if (action === undefined) return [];
    const known = registered.filter(({ id }) => id === action);
    return known.length === 0
      ? [unregistered(`${path}.action`, action, names)]
      : parameterProblems(`${path}.with`, given, known);
  };
  const steps = Object.entries(pack.plans).flatMap(([plan, { steps: all }]) =>
    all.flatMap(({ id, action, with: given }) => among(`plans.${plan}.steps.${id}`, action, given)),
  );
  const proofs = Object.entries(pack.evidence).flatMap(([name, { action, with: given }]) =>
    among(`evidence.${name}`, action, given),
  );
  return [...steps, ...proofs];
}

const unregistered = (path: string, action: string, names: readonly string[]): PackProblem => ({
  path,
  message: `"${action}" is no registered action; there are: ${namesWords(names)}`,
  found: action,
  names,
});

/** One action may be registered for several services, each with parameters of its own: fitting one of them is enough. */
function parameterProblems(path: string, given: Values, known: readonly ActionTakes[]): PackProblem[] {
  const [nearest = []] = known
    .map((action) => wrongParameters(path, given, action))
    .sort((one, other) => one.length - other.length);
  return nearest;
}

function wrongParameters(path: string, given: Values, { id, parameters }: ActionTakes): PackProblem[] {
  const missing = parameters.filter((name) => !Object.hasOwn(given, name));
  const unknown = Object.keys(given).filter((name) => !parameters.includes(name));
  return [
    ...missing.map((name) => ({ path, message: `"${id}" needs the parameter "${name}"` })),
    ...unknown.map((name) => ({
      path: `${path}.${name}`,
      message: `"${name}" is no parameter of "${id}"; there are: ${namesWords(parameters)}`,
      found: name,
      names: parameters,
    })),
  ];
}
