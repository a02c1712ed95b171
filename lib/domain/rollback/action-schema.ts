import { z } from "zod";

export const parameterPlaceholder = /\{\{([a-z][A-Za-z0-9]{0,39})\}\}/g;

const description = z.string().max(300).default("");
const controlCharacter = /\p{C}/u;
const plainText = (maximum: number) =>
  z
    .string()
    .min(1, "at least one character")
    .max(maximum, `at most ${maximum} characters`)
    .refine((text) => !controlCharacter.test(text), "text without control characters");

const pattern = z.string().max(300, "at most 300 characters").refine(compiles, "a valid regular expression");
const choice = plainText(200).refine((text) => !text.startsWith("-"), "a choice that does not begin with -");
const range = { minimum: z.number().min(0, "a minimum of 0 or more"), maximum: z.number() };
const maximumLength = z.int().min(1).max(1000).default(200);

const actionParameter = z
  .discriminatedUnion(
    "type",
    [
      z.strictObject({ type: z.literal("text"), pattern, maximumLength, description }),
      z.strictObject({ type: z.literal("integer"), ...range, description }),
      z.strictObject({ type: z.literal("number"), ...range, description }),
      z.strictObject({ type: z.literal("choice"), choices: z.array(choice).min(1).max(50), description }),
    ],
    { error: 'one of the parameter types "text", "integer", "number", "choice"' },
  )
  .refine((parameter) => !("minimum" in parameter) || parameter.minimum <= parameter.maximum, {
    error: "a minimum that is not above the maximum",
    path: ["minimum"],
  });

const shared = {
  id: z.string().regex(/^[a-z][a-z0-9-]*(\/[a-z0-9-]+)*$/, "lower-case words joined by / or -"),
  title: plainText(120),
  service: z.string().regex(/^[a-z][a-z0-9-]*$/, "a service's lower-case name"),
  environment: z.string().regex(/^[a-z][a-z0-9-]*$/, "an environment's lower-case name"),
  parameters: z
    .record(
      z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, "a name of letters and digits that begins in lower case"),
      actionParameter,
    )
    .default({}),
  timeoutSeconds: z
    .int("a whole number of seconds")
    .min(1, "at least 1 second")
    .max(86_400, "at most one day"),
  expectedSeconds: z.number().positive("more than 0 seconds"),
  idempotent: z.boolean(),
};

const commandAction = z.strictObject({
  ...shared,
  executor: z.literal("command"),
  argv: z.array(plainText(4000)).min(1, "a program and its arguments").max(100, "at most 100 arguments"),
  cwd: z.string().startsWith("/", "an absolute folder"),
  environmentVariables: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "a variable's name"), z.string().max(32_768))
    .default({}),
});

const httpCheckAction = z.strictObject({
  ...shared,
  executor: z.literal("http-check"),
  url: plainText(2000).refine(isCheckableAddress, "an http or https address whose host holds no placeholder"),
  expectedStatus: z.int().min(100).max(599).default(200),
  expectedJson: z
    .array(
      z.strictObject({
        path: z
          .string()
          .regex(/^[^.\s]+(\.[^.\s]+)*$/, "names joined by dots, such as status or items.0.name"),
        equals: z.union([plainText(500), z.number(), z.boolean()]),
      }),
    )
    .max(20)
    .default([]),
});

const manualAction = z.strictObject({
  ...shared,
  executor: z.literal("manual"),
  instructions: z.string().min(1).max(4000),
});

const registeredAction = z
  .discriminatedUnion("executor", [commandAction, httpCheckAction, manualAction], {
    error: 'one of the executors "command", "http-check", "manual"',
  })
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
      if (text.replaceAll(parameterPlaceholder, "").includes("{{"))
        expected(path, "placeholders of the form {{name}} only");
    }
    for (const name of Object.keys(action.parameters))
      if (!used.has(name))
        expected(["parameters", name], `{{${name}}} somewhere in the action, or no such parameter`);
  });

export const actionsFile = z.strictObject({ actions: z.array(registeredAction).max(1000) });

export type ActionParameter = z.output<typeof actionParameter>;
export type RegisteredAction = z.output<typeof registeredAction>;

/** Every text of an action in which a parameter may stand. */
function templatesOf(action: RegisteredAction) {
  switch (action.executor) {
    case "command":
      return action.argv.map((text, index) => ({ path: ["argv", index], text }));
    case "http-check":
      return [
        { path: ["url"], text: action.url },
        ...action.expectedJson.map(({ equals }, index) => ({
          path: ["expectedJson", index, "equals"],
          text: String(equals),
        })),
      ];
    case "manual":
      return [{ path: ["instructions"], text: action.instructions }];
  }
}

function compiles(source: string): boolean {
  try {
    new RegExp(`^(?:${source})$`, "u");
    new RegExp(source, "u");
    return true;
  } catch {
    return false;
  }
}

function isCheckableAddress(address: string): boolean {
  if (!/^https?:\/\/[^/?#{}@\\]+([/?#]|$)/.test(address)) return false;
  return URL.canParse(address.replaceAll(parameterPlaceholder, "x"));
}
