import { z } from "zod";
import { address, expectedJson, plainText, shared, variableName } from "./parts.ts";

/** A program of the worker's machine. */
export const commandAction = z.strictObject({
  ...shared,
  executor: z.literal("command"),
  argv: z.array(plainText(4000)).min(1, "a program and its arguments").max(100, "at most 100 arguments"),
  cwd: z.string().startsWith("/", "an absolute folder"),
  environmentVariables: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "a variable's name"), z.string().max(32_768))
    .default({}),
  /** Variables of the worker that the program gets under the same names, each a secret. */
  variablesFrom: z.array(variableName).max(50).optional(),
});

/** The short form of a check over HTTP. */
export const httpCheckAction = z.strictObject({
  ...shared,
  executor: z.literal("http-check"),
  url: address,
  expectedStatus: z.int().min(100).max(599).default(200),
  expectedJson,
});

/** What a person does: the worker asks, and waits for what they hand in. */
export const manualAction = z.strictObject({
  ...shared,
  executor: z.literal("manual"),
  instructions: z.string().min(1).max(4000),
});

/** A branch or tag that git takes for nothing else: no option, no range, no reflog, no lock file. */
export const isSafeRef = (name: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/.test(name) && !/\.\.|\/\/|\/\.|\.\/|\.lock(\/|$)|[./]$/.test(name);

const isRefTemplate = (text: string) => /^\{\{\w+\}\}$/.test(text) || isSafeRef(text);
const ref = plainText(200).refine(isRefTemplate, "a plain branch or tag, or one {{name}}");

/** A folder or file of a repository, below its root and outside .git. */
const isInnerPath = (path: string): boolean =>
  /^[A-Za-z0-9_][\w./-]{0,199}$/.test(path) &&
  path.split("/").every((part) => part !== "" && !/^\.{1,2}$/.test(part) && part.toLowerCase() !== ".git");
const innerPath = z.string().refine(isInnerPath, "a path inside the repository, without . and ..");

const isRepository = (text: string): boolean =>
  /^\/[^\p{C}]+$/u.test(text) ||
  /^ssh:\/\/[\w.@:-]+\/[\w./~-]+$/.test(text) ||
  /^https:\/\/[\w.:-]+\/[\w./~-]+$/.test(text);

export const repository = z
  .string()
  .max(500)
  .refine(isRepository, "an absolute folder, or an https or ssh address without a password");

/** A repository whose branch is moved by one commit, never by force. */
export const gitAction = z.strictObject({
  ...shared,
  executor: z.literal("git"),
  repository,
  branch: ref,
  operation: z.discriminatedUnion(
    "do",
    [
      z.strictObject({
        do: z.literal("restore"),
        paths: z.array(innerPath).min(1).max(20),
        tag: ref,
        commit: plainText(100).optional(),
      }),
      z.strictObject({
        do: z.literal("commit-record"),
        record: z.enum(["verification-results", "decision-log"]),
        folder: innerPath.default("docs/review"),
      }),
    ],
    { error: 'one of the operations "restore", "commit-record"' },
  ),
  author: z
    .string()
    .regex(
      /^[^<>\p{C}]{1,80} <[^<>\s]{3,120}>$/u,
      "a name and an address, such as Console <console@example.com>",
    )
    .default("Holdpoint <holdpoint@localhost>"),
  tokenFrom: variableName.optional(),
  sshKeyFile: z
    .string()
    .regex(/^\/[\w./-]+$/, "an absolute file")
    .optional(),
});
