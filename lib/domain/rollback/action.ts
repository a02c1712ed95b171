import type { BaselineProbe } from "../checkpoint/baseline-probe.ts";
import { type ActionsFileProblem, toActionsFileProblem } from "./action-problem.ts";
import { type ActionParameter, actionsFile, type RegisteredAction as Registered } from "./action-schema.ts";
import { type ResolvedAction, resolvedBy, wordsOf } from "./actions/resolved.ts";

export type RegisteredAction = Registered;
export type ActionValues = Readonly<Record<string, string | number>>;
export type ParameterProblem = { parameter: string; reason: string };
export type ParsedActionsFile =
  | { ok: true; actions: RegisteredAction[]; probes: BaselineProbe[] }
  | { ok: false; problems: ActionsFileProblem[] };
export type ActionResolution =
  | { ok: true; resolved: ResolvedAction }
  | { ok: false; problems: ParameterProblem[] };
export type CommandResolution = { ok: true; argv: string[] } | { ok: false; problems: ParameterProblem[] };

/** Only an action that an administrator registered may run: this is the one maker of such actions. */
export function parseActionsFile(input: unknown): ParsedActionsFile {
  const parsed = actionsFile.safeParse(input);
  const problems = parsed.success
    ? [...repeatedActions(parsed.data.actions), ...repeatedProbes(parsed.data.probes)]
    : parsed.error.issues.map((issue) => toActionsFileProblem(issue, input));
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, ...parsed.data };
}

/** A command is an argument list: a value fills its place in one argument and can never become an option or a second argument. The list of an action that runs no program says just as exactly what will be done. */
export function resolveCommand(action: RegisteredAction, given: ActionValues): CommandResolution {
  const resolution = resolveAction(action, given);
  return resolution.ok ? { ok: true, argv: wordsOf(resolution.resolved) } : resolution;
}

/** What an action does, before anybody gave it values: its parameters stand where their values will. */
export function actionWords(action: RegisteredAction): string[] {
  const names = Object.keys(action.parameters).map((name): [string, string] => [name, `{{${name}}}`]);
  const words = wordsOf(resolvedBy(action, Object.fromEntries(names)));
  return words.map((word) => word.replaceAll(/%7B%7B(\w+)%7D%7D/g, "{{$1}}"));
}

/** What an action will do with these values, exactly, or every parameter that forbids it. */
export function resolveAction(action: RegisteredAction, given: ActionValues): ActionResolution {
  const problems = [...unknownParameters(action, given), ...declaredParameterProblems(action, given)];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, resolved: resolvedBy(action, given) };
}

/** One line a person can read and paste: arguments that a shell would split or expand are quoted. */
export function commandLine(argv: readonly string[]): string {
  const quoted = (argument: string) => `'${argument.replaceAll("'", `'\\''`)}'`;
  return argv.map((argument) => (/^[\w@%+=:,./-]+$/.test(argument) ? argument : quoted(argument))).join(" ");
}

function unknownParameters(action: RegisteredAction, given: ActionValues): ParameterProblem[] {
  return Object.keys(given)
    .filter((name) => !Object.hasOwn(action.parameters, name))
    .map((parameter) => ({ parameter, reason: `${action.id} takes no parameter of this name` }));
}

function declaredParameterProblems(action: RegisteredAction, given: ActionValues): ParameterProblem[] {
  return Object.entries(action.parameters).flatMap(([parameter, rule]) => {
    const value: unknown = Object.hasOwn(given, parameter) ? given[parameter] : undefined;
    const reason = value === undefined ? `${action.id} needs this parameter` : whyRefused(value, rule);
    return reason === null ? [] : [{ parameter, reason }];
  });
}

function whyRefused(value: unknown, rule: ActionParameter): string | null {
  if (typeof value !== "string" && typeof value !== "number") return "must be a text or a number";
  const text = String(value);
  if (text === "") return "must not be empty";
  if (text.startsWith("-")) return "must not begin with -, because the program could take it for an option";
  if (/\p{C}/u.test(text)) return "must not hold control or invisible characters";
  if (/^\.\.?$/.test(text)) return "must not be . or .., because it would name another folder";
  if (text.includes("{{env.")) return "must not name a variable of the worker";
  switch (rule.type) {
    case "text":
      if (text.length > rule.maximumLength) return `must be at most ${rule.maximumLength} characters long`;
      return new RegExp(`^(?:${rule.pattern})$`, "u").test(text)
        ? null
        : `"${text}" is not a ${rule.description ?? "value it takes"}; it must match ${rule.pattern}`;
    case "choice":
      return rule.choices.includes(text) ? null : `must be one of ${rule.choices.join(", ")}`;
    case "integer":
      return /^\d{1,15}$/.test(text) ? outOfRange(Number(text), rule) : "must be a whole number";
    case "number":
      return /^\d{1,15}(\.\d{1,15})?$/.test(text)
        ? outOfRange(Number(text), rule)
        : "must be a decimal number";
  }
}

function outOfRange(value: number, rule: { minimum: number; maximum: number }): string | null {
  const inside = value >= rule.minimum && value <= rule.maximum;
  return inside ? null : `must be between ${rule.minimum} and ${rule.maximum}`;
}

/** One reading of a value, because two that differ would be a move that nobody made. */
function repeatedProbes(probes: readonly BaselineProbe[]): ActionsFileProblem[] {
  const seen = new Set<string>();
  return probes.flatMap(({ service, environment, value }, index) => {
    const key = `${service} ${environment} ${value}`;
    const repeated = seen.has(key);
    seen.add(key);
    const expectation = `one probe of this value for ${service} in ${environment}`;
    return repeated ? [{ path: `probes[${index}].value`, value: JSON.stringify(value), expectation }] : [];
  });
}

function repeatedActions(actions: readonly RegisteredAction[]): ActionsFileProblem[] {
  const seen = new Set<string>();
  return actions.flatMap(({ service, environment, id }, index) => {
    const key = `${service} ${environment} ${id}`;
    const repeated = seen.has(key);
    seen.add(key);
    const expectation = `one action of this id for ${service} in ${environment}`;
    return repeated ? [{ path: `actions[${index}].id`, value: JSON.stringify(id), expectation }] : [];
  });
}
