import { type ActionValues, type RegisteredAction, resolveAction } from "#lib/domain/rollback/action.ts";
import { workerVariable } from "#lib/platform/worker-variable.ts";
import { doCheck } from "./check.ts";
import { doCloudflare } from "./cloudflare.ts";
import { executeCommand } from "./command.ts";
import { carryOut } from "./deed.ts";
import { type Execution, type ExecutionContext, withoutProcess } from "./execution.ts";
import { doGit } from "./git.ts";
import { doGithub } from "./github.ts";
import { doHttp } from "./http.ts";
import { executeHttpCheck } from "./http-check.ts";
import { doKubernetes } from "./kubernetes.ts";
import { openOutput } from "./output.ts";

export type { Execution, ExecutionContext } from "./execution.ts";

const secretName = /TOKEN|SECRET|PASSW|KEY|CREDENTIAL/i;

/** Does what a registered action says, once, with these values: it decides nothing about whether it should. */
export async function execute(
  action: RegisteredAction,
  values: ActionValues,
  context: ExecutionContext,
): Promise<Execution> {
  const resolution = resolveAction(action, values);
  if (!resolution.ok) {
    const problems = resolution.problems.map(({ parameter, reason }) => `${parameter}: ${reason}`);
    return sayOnly("refused", `never started: ${problems.join("; ")}`, context);
  }
  const { resolved } = resolution;
  const { http, signal, onOutput } = context;
  const secrets = secretsOf(action, context);
  switch (resolved.executor) {
    case "command":
      return runCommand(action, resolved.argv, secrets, context);
    case "http-check": {
      const { timeoutSeconds } = action;
      const result = await executeHttpCheck({ ...resolved, timeoutSeconds, http, signal, onOutput, secrets });
      return { ...result, ...withoutProcess, mayStillRun: false, hasStarted: true };
    }
    case "manual":
      return sayOnly("awaits-person", resolved.instructions, context);
    case "http":
      return carryOut(action.timeoutSeconds, context, (deed) => doHttp(resolved.action, deed));
    case "check":
      return carryOut(action.timeoutSeconds, context, (deed) => doCheck(resolved.action, deed));
    case "git":
      return carryOut(action.timeoutSeconds, context, (deed) => doGit(resolved.action, deed));
    case "kubernetes":
      return carryOut(action.timeoutSeconds, context, (deed) => doKubernetes(resolved.action, deed));
    case "cloudflare":
      return carryOut(action.timeoutSeconds, context, (deed) => doCloudflare(resolved.action, deed));
    case "github":
      return carryOut(action.timeoutSeconds, context, (deed) => doGithub(resolved.action, deed));
  }
}

function runCommand(
  action: RegisteredAction,
  argv: readonly string[],
  secrets: readonly string[],
  context: ExecutionContext,
): Promise<Execution> | Execution {
  if (action.executor !== "command") return sayOnly("refused", "never started: not a command", context);
  const given = givenVariables(action.variablesFrom ?? []);
  if (typeof given === "string") return sayOnly("refused", given, context);
  const environment = { ...action.environmentVariables, ...given, ...context.environment };
  const { cwd, timeoutSeconds } = action;
  const { signal, hold, onOutput } = context;
  const hidden = [...secrets, ...Object.values(given)];
  return executeCommand({
    ...{ argv, cwd, environment, timeoutSeconds },
    signal,
    hold,
    onOutput,
    secrets: hidden,
  });
}

function sayOnly(
  outcome: "refused" | "awaits-person",
  summary: string,
  context: ExecutionContext,
): Execution {
  const output = openOutput(context);
  output.take("stdout", Buffer.from(`${summary}\n`));
  const startedAt = performance.timeOrigin + performance.now();
  return {
    outcome,
    summary,
    ...withoutProcess,
    mayStillRun: false,
    hasStarted: false,
    startedAt,
    durationMs: 0,
    ...output.end(),
  };
}

/** The worker's own variables that a program is to have, or why it cannot start without one. */
function givenVariables(names: readonly string[]): Record<string, string> | string {
  const read = names.map((name): [string, string | null] => [name, workerVariable(name)]);
  const absent = read.find(([, value]) => value === null);
  if (absent !== undefined) return `never started: the worker's environment has no ${absent[0]}`;
  return Object.fromEntries(read.map(([name, value]) => [name, value ?? ""]));
}

function secretsOf(action: RegisteredAction, context: ExecutionContext): string[] {
  const variables = action.executor === "command" ? Object.entries(action.environmentVariables) : [];
  const named = variables.filter(([name]) => secretName.test(name)).map(([, value]) => value);
  return [...context.secrets, ...named];
}
