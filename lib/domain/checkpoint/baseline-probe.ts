import { z } from "zod";
import { isSafeRef, repository } from "../rollback/actions/local.ts";
import { address, headers, jsonPath, plainText, shared, variableName } from "../rollback/actions/parts.ts";

const git = z
  .strictObject({
    kind: z.literal("git"),
    repository,
    /** The branch or tag whose commit is the value. */
    commitOf: z.string().refine(isSafeRef, "a plain branch or tag").optional(),
    /** The newest tag, by its version, that matches a pattern of git such as v*. */
    newestTag: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._/*-]{0,99}$/, "a pattern of tags such as v*")
      .optional(),
    tokenFrom: variableName.optional(),
    sshKeyFile: z.string().startsWith("/", "an absolute file").optional(),
  })
  .refine(({ commitOf, newestTag }) => (commitOf === undefined) !== (newestTag === undefined), {
    error: "either commitOf or newestTag",
    path: ["commitOf"],
  });

const http = z.strictObject({
  kind: z.literal("http"),
  url: address.refine((text) => !text.includes("{{"), "an address without a placeholder"),
  headers,
  /** Where in a JSON answer the value stands; left out, the whole text is the value. */
  path: jsonPath.optional(),
});

/** How the worker reads one locked value again and again while a checkpoint is open (MKD-1). */
export const baselineProbe = z.strictObject({
  service: shared.service,
  environment: shared.environment,
  value: plainText(60),
  everySeconds: z.int().min(15, "at least 15 seconds").max(86_400, "at most one day").default(60),
  timeoutSeconds: z.int().min(1, "at least 1 second").max(60, "at most 60 seconds").default(20),
  from: z.discriminatedUnion("kind", [git, http], { error: 'one of the kinds "git", "http"' }),
});
export type BaselineProbe = z.output<typeof baselineProbe>;
