import { z } from "zod";
import { address, carriedText, expectedJson, headers, plainText, shared, variableName } from "./parts.ts";

const status = z.int().min(100).max(599);
const expectedStatus = z
  .union([status, z.array(status).min(1).max(10)])
  .default(200)
  .transform((value) => (typeof value === "number" ? [value] : value));

/** One request that changes something, or asks. */
export const httpAction = z
  .strictObject({
    ...shared,
    executor: z.literal("http"),
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    url: address,
    headers,
    json: z.json().optional(),
    form: z.record(z.string().min(1).max(100), carriedText).optional(),
    expectedStatus,
    expectedJson,
  })
  .refine((action) => action.json === undefined || action.form === undefined, {
    error: "json or form, not both",
    path: ["form"],
  })
  .refine((action) => action.method !== "GET" || (action.json ?? action.form) === undefined, {
    error: "a GET without a body",
    path: ["method"],
  });

const comparison = z.enum(["below", "at-most", "equal", "at-least", "above"], {
  error: "one of below, at-most, equal, at-least, above",
});
export type Comparison = z.output<typeof comparison>;
const figure = z.union([z.number(), z.string().regex(/^\{\{\w+\}\}$/, "a number or one {{name}}")]);

const probe = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("http"), url: address, headers, expectedStatus, expectedJson }),
    z.strictObject({
      kind: z.literal("prometheus"),
      url: address,
      query: z.string().min(1).max(2000),
      is: comparison,
      threshold: figure,
      tokenFrom: variableName.optional(),
    }),
    z.strictObject({
      kind: z.literal("tcp"),
      host: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}$/, "a host without a placeholder"),
      port: z.int().min(1).max(65_535),
    }),
    z.strictObject({
      kind: z.literal("sql"),
      addressFrom: variableName,
      query: z.string().min(1).max(4000),
      values: z.array(plainText(500)).max(20).default([]),
      is: comparison,
      than: z.union([z.number(), plainText(500)]),
    }),
  ],
  { error: 'one of the kinds "http", "prometheus", "tcp", "sql"' },
);

/** A question that changes nothing. With `everySeconds` it is asked again until it holds or its time is over. */
export const checkAction = z.strictObject({
  ...shared,
  executor: z.literal("check"),
  probe,
  everySeconds: z.number().min(0.1).max(300).optional(),
});

const name = plainText(253);

/** A Deployment of a cluster, by the API server's own REST interface. */
export const kubernetesAction = z
  .strictObject({
    ...shared,
    executor: z.literal("kubernetes"),
    url: address,
    tokenFrom: variableName.optional(),
    tokenFile: z.string().startsWith("/", "an absolute file").optional(),
    certificateAuthorityFile: z.string().startsWith("/", "an absolute file").optional(),
    namespace: name,
    deployment: name,
    operation: z.discriminatedUnion(
      "do",
      [
        z.strictObject({
          do: z.literal("rollout-undo"),
          toRevision: plainText(40),
          image: plainText(500).optional(),
        }),
        z.strictObject({ do: z.literal("rollout-status") }),
        z.strictObject({ do: z.literal("set-image"), container: name, image: plainText(500) }),
        z.strictObject({ do: z.literal("scale"), replicas: plainText(40) }),
      ],
      { error: 'one of the operations "rollout-undo", "rollout-status", "set-image", "scale"' },
    ),
    everySeconds: z.number().min(0.05).max(60).default(2),
  })
  .refine((action) => (action.tokenFrom === undefined) !== (action.tokenFile === undefined), {
    error: "exactly one of tokenFrom and tokenFile",
    path: ["tokenFrom"],
  });

/** A worker's pinned version, or a pages project's earlier deployment. */
export const cloudflareAction = z.strictObject({
  ...shared,
  executor: z.literal("cloudflare"),
  url: address.default("https://api.cloudflare.com/client/v4"),
  tokenFrom: variableName,
  account: z.string().regex(/^[A-Za-z0-9]{1,64}$/, "an account's id"),
  operation: z.discriminatedUnion(
    "do",
    [
      z.strictObject({ do: z.literal("deploy-worker"), script: name, version: plainText(100) }),
      z.strictObject({ do: z.literal("rollback-pages"), project: name, deployment: plainText(100) }),
    ],
    { error: 'one of the operations "deploy-worker", "rollback-pages"' },
  ),
});

const part = z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/, "letters, digits, dots and dashes");

/** A workflow that is dispatched and followed to its end. */
export const githubAction = z.strictObject({
  ...shared,
  executor: z.literal("github"),
  url: address.default("https://api.github.com"),
  tokenFrom: variableName,
  owner: part,
  repository: part,
  workflow: part,
  ref: plainText(200),
  inputs: z.record(z.string().min(1).max(100), plainText(1000)).default({}),
  /** The input that carries the step's key; the workflow's run-name repeats it, so that a run is found again. */
  keyInput: z
    .string()
    .regex(/^[A-Za-z_][\w-]{0,99}$/, "the name of an input")
    .optional(),
  commit: plainText(100).optional(),
  everySeconds: z.number().min(0.05).max(60).default(5),
});
