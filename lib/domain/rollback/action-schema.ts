import { z } from "zod";
import { baselineProbe } from "../checkpoint/baseline-probe.ts";
import { commandAction, gitAction, httpCheckAction, manualAction } from "./actions/local.ts";
import { type actionParameter, parameterPlaceholder, shared, variablePlaceholder } from "./actions/parts.ts";
import {
  checkAction,
  cloudflareAction,
  githubAction,
  httpAction,
  kubernetesAction,
} from "./actions/remote.ts";

const executors = [
  commandAction,
  httpAction,
  httpCheckAction,
  checkAction,
  gitAction,
  manualAction,
  kubernetesAction,
  cloudflareAction,
  githubAction,
] as const;

const executorNames =
  '"command", "http", "http-check", "check", "git", "manual", "kubernetes", "cloudflare", "github"';

const registeredAction = z
  .discriminatedUnion("executor", executors, { error: `one of the executors ${executorNames}` })
  .superRefine((action, context) => {
    const expected = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    if (action.expectedSeconds > action.timeoutSeconds)
      expected(["expectedSeconds"], `at most timeoutSeconds, which is ${action.timeoutSeconds}`);
    if (action.executor === "command" && action.argv[0]?.includes("{{"))
      expected(["argv", 0], "a program's name without a placeholder");
    const used = new Set<string>();
    for (const { path, text } of templatesOf(action)) {
      for (const [, name = ""] of text.matchAll(parameterPlaceholder)) {
        used.add(name);
        if (!Object.hasOwn(action.parameters, name)) expected(path, `a parameter named ${name}`);
      }
      const rest = text.replaceAll(parameterPlaceholder, "");
      if (
        (mayCarrySecrets(action.executor, path) ? rest.replaceAll(variablePlaceholder, "") : rest).includes(
          "{{",
        )
      )
        expected(path, "placeholders of the form {{name}} only");
    }
    for (const name of Object.keys(action.parameters))
      if (!used.has(name))
        expected(["parameters", name], `{{${name}}} somewhere in the action, or no such parameter`);
  });

export const actionsFile = z.strictObject({
  actions: z.array(registeredAction).max(1000),
  probes: z.array(baselineProbe).max(200).default([]),
});

export type ActionParameter = z.output<typeof actionParameter>;
export type RegisteredAction = z.output<typeof registeredAction>;

const notTemplates: ReadonlySet<string> = new Set([
  ...Object.keys(shared),
  "executor",
  "cwd",
  "environmentVariables",
]);
type Template = { path: (string | number)[]; text: string };

/** Every text of an action in which a parameter may stand. */
function templatesOf(action: RegisteredAction): Template[] {
  return Object.entries(action).flatMap(([key, value]) =>
    notTemplates.has(key) ? [] : textsIn(value, [key]),
  );
}

function textsIn(value: unknown, path: (string | number)[]): Template[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

/** Only what a request carries inside, never its address: an address is shown and logged. */
const mayCarrySecrets = (executor: string, path: (string | number)[]): boolean =>
  (executor === "http" && ["headers", "json", "form"].includes(String(path[0]))) ||
  (executor === "check" && path[1] === "headers");
