import { z } from "zod";

export const parameterPlaceholder = /\{\{([a-z][A-Za-z0-9]{0,39})\}\}/g;
/** Stands for a variable of the worker's own environment, where its secrets are: shown by name, filled in last. */
export const variablePlaceholder = /\{\{env\.([A-Z][A-Z0-9_]{0,99})\}\}/g;

const description = z.string().max(300).default("");
const controlCharacter = /\p{C}/u;
export const plainText = (maximum: number) =>
  z
    .string()
    .min(1, "at least one character")
    .max(maximum, `at most ${maximum} characters`)
    .refine((text) => !controlCharacter.test(text), "text without control characters");

const pattern = z.string().max(300, "at most 300 characters").refine(compiles, "a valid regular expression");
const choice = plainText(200).refine((text) => !text.startsWith("-"), "a choice that does not begin with -");
const range = { minimum: z.number().min(0, "a minimum of 0 or more"), maximum: z.number() };
const maximumLength = z.int().min(1).max(1000).default(200);

export const actionParameter = z
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

/** What every registered action says, whatever carries it out. */
export const shared = {
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

const consoleOwn = /^(HOLDPOINT_\w*|DATABASE_URL|WORKER_DATABASE_URL|MIGRATE_DATABASE_URL)$/;
export const isConsoleOwn = (name: string): boolean => consoleOwn.test(name);

export const variableName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,99}$/, "the name of a variable in capitals")
  .refine((name) => !isConsoleOwn(name), "a variable that is not one of the console's own settings");

export const address = plainText(2000).refine(
  isCheckableAddress,
  "an http or https address whose host holds no placeholder",
);

/** A text that a request carries as it is; {{env.NAME}} in it is a secret of the worker's environment. */
export const carriedText = plainText(4000).refine(
  (text) => [...text.matchAll(variablePlaceholder)].every(([, name = ""]) => !isConsoleOwn(name)),
  "variables that are not among the console's own settings",
);

export const headers = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,79}$/, "the name of a header")
      .refine(
        (name) => !/^(host|content-length|transfer-encoding|connection|upgrade|te|trailer)$/i.test(name),
        "a header that is not the connection's own",
      ),
    carriedText,
  )
  .default({});

export const jsonPath = z
  .string()
  .regex(/^[^.\s]+(\.[^.\s]+)*$/, "names joined by dots, such as status or items.0.name");

export const expectedJson = z
  .array(
    z.strictObject({
      path: jsonPath,
      equals: z.union([plainText(500), z.number(), z.boolean()]),
    }),
  )
  .max(20)
  .default([]);

function compiles(source: string): boolean {
  try {
    new RegExp(`^(?:${source})$`, "u");
    new RegExp(source, "u");
    return true;
  } catch {
    return false;
  }
}

function isCheckableAddress(text: string): boolean {
  if (!/^https?:\/\/[^/?#{}@\\]+([/?#]|$)/.test(text)) return false;
  return URL.canParse(text.replaceAll(parameterPlaceholder, "x"));
}
