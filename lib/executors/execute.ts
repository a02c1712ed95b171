import { type ActionValues, type RegisteredAction, resolveAction } from "#lib/domain/rollback/action.ts";
import type { OutgoingHttp } from "#lib/platform/outgoing-http.ts";
import { executeCommand } from "./command.ts";
import type { Containment } from "./containment.ts";
import { executeHttpCheck } from "./http-check.ts";
import { type OutputPiece, openOutput } from "./output.ts";

export type ExecutionContext = {
  http: OutgoingHttp;
  signal?: AbortSignal | undefined;
  onOutput: (piece: OutputPiece) => void;
  /** Texts that no output may show, beside the action's own variables that are named like secrets. */
  secrets: readonly string[];
  /** Variables beside the action's own, such as the attempt's idempotency key. */
  environment?: Readonly<Record<string, string>>;
};

export type Execution = {
  outcome: "succeeded" | "failed" | "timed-out" | "cancelled" | "refused" | "awaits-person";
  summary: string;
  exitCode: number | null;
  exitSignal: string | null;
  hasStarted: boolean;
  mayStillRun: boolean;
  containment: Containment | null;
  startedAt: number;
  durationMs: number;
  outputBytes: number;
  truncated: boolean;
  outputDigest: string;
  tail: string;
};

const withoutProcess = { exitCode: null, exitSignal: null, mayStillRun: false, containment: null };
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
    case "command": {
      if (action.executor !== "command") return sayOnly("refused", "never started: not a command", context);
      const environment = { ...action.environmentVariables, ...context.environment };
      const { argv } = resolved;
      const { cwd, timeoutSeconds } = action;
      return executeCommand({ argv, cwd, environment, timeoutSeconds, signal, onOutput, secrets });
    }
    case "http-check": {
      const { timeoutSeconds } = action;
      const result = await executeHttpCheck({ ...resolved, timeoutSeconds, http, signal, onOutput, secrets });
      return { ...result, ...withoutProcess, hasStarted: true };
    }
    case "manual":
      return sayOnly("awaits-person", resolved.instructions, context);
  }
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
    hasStarted: false,
    startedAt,
    durationMs: 0,
    ...output.end(),
  };
}

function secretsOf(action: RegisteredAction, context: ExecutionContext): string[] {
  const variables = action.executor === "command" ? Object.entries(action.environmentVariables) : [];
  const named = variables.filter(([name]) => secretName.test(name)).map(([, value]) => value);
  return [...context.secrets, ...named];
}
