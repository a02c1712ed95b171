import { join, resolve } from "node:path";
import { z } from "zod";
import { MediaType } from "#lib/domain/evidence/shapes.ts";
import { AppError } from "./errors.ts";

const postgresAddress = z.url({
  protocol: /^postgres(ql)?$/,
  error: "expected postgresql://user:password@host:port/name",
});
const webAddress = z.url({
  protocol: /^https?$/,
  error: "expected an address such as https://holdpoint.example.com",
});
const portNumber = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, "expected a number from 1 to 65535")
  .transform(Number)
  .refine((port) => port <= 65_535, "expected a number from 1 to 65535");
const yesOrNo = z.enum(["0", "1"], { error: "expected 0 or 1" }).transform((value) => value === "1");
const hosts = z
  .string()
  .transform((list) =>
    list
      .split(",")
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().regex(/^[a-z0-9.:[\]_-]+$/, "expected host names separated by commas")));

const addresses = z
  .string()
  .transform((list) => list.split(",").map((address) => address.trim()))
  .pipe(z.array(z.string().regex(/^[^\s,<>@]+@[^\s,<>@]+$/, "expected mail addresses separated by commas")));
const repository = z
  .string()
  .regex(
    /^(\/|ssh:\/\/|https:\/\/)[^\s#]+(#[A-Za-z0-9][A-Za-z0-9._/-]*)?$/,
    "expected an absolute folder, or an ssh or https address, and #BRANCH after it where that is not main",
  )
  .transform((text) => {
    const [address = "", branch = "main"] = text.split("#");
    return { address, branch };
  });
const seconds = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, `expected seconds, from ${least} to ${most}`)
    .transform(Number)
    .refine((given) => given >= least && given <= most, `expected seconds, from ${least} to ${most}`);
const megabytes = z
  .string()
  .regex(/^[1-9]\d{0,3}$/, "expected whole megabytes from 1 to 9999")
  .transform(Number);
const mediaTypes = z
  .string()
  .transform((list) =>
    list
      .split(",")
      .map((type) => type.trim().toLowerCase())
      .filter(Boolean),
  )
  .pipe(z.array(MediaType).min(1, "expected types separated by commas, such as application/pdf,text/plain"));
/** Whatever else a browser calls a file is kept as `application/octet-stream`, because that is on the list. */
const usualTypes = [
  ...["octet-stream", "pdf", "json", "x-ndjson", "xml", "yaml", "zip", "gzip", "x-tar"].map(
    (type) => `application/${type}`,
  ),
  ...["plain", "csv", "markdown", "xml"].map((type) => `text/${type}`),
  ...["png", "jpeg", "gif", "webp"].map((type) => `image/${type}`),
];

const environment = z.object({
  PORT: portNumber.default(3000),
  HOST: z.string().min(1).optional(),
  HOLDPOINT_URL: webAddress.optional(),
  HOLDPOINT_DATA_DIR: z.string().default(".data"),
  DATABASE_URL: postgresAddress.optional(),
  WORKER_DATABASE_URL: postgresAddress.optional(),
  MIGRATE_DATABASE_URL: postgresAddress.optional(),
  HOLDPOINT_SECRET: z.string().min(32, "expected at least 32 characters").optional(),
  HOLDPOINT_DEMO: yesOrNo.optional(),
  HOLDPOINT_DEMO_PASSWORD: z.string().min(12, "expected at least 12 characters").optional(),
  HOLDPOINT_SMTP_URL: z.url({ protocol: /^smtps?$/, error: "expected smtp://host:port" }).optional(),
  HOLDPOINT_MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]+$/, "expected a mail address")
    .default("Holdpoint <holdpoint@localhost>"),
  HOLDPOINT_MAILBOX_URL: webAddress.optional(),
  HOLDPOINT_SHOP_URL: webAddress.optional(),
  HOLDPOINT_ACTIONS_FILE: z.string().optional(),
  HOLDPOINT_SIGNING_KEY_FILE: z.string().optional(),
  HOLDPOINT_ANCHOR_DIR: z.string().optional(),
  HOLDPOINT_ANCHOR_SECONDS: seconds(1, 3_600).default(60),
  HOLDPOINT_ANCHOR_MAIL: addresses.default([]),
  HOLDPOINT_ANCHOR_GIT: repository.optional(),
  HOLDPOINT_EVIDENCE_DIR: z.string().optional(),
  HOLDPOINT_EVIDENCE_MAX_MB: megabytes.default(100),
  HOLDPOINT_EVIDENCE_TYPES: mediaTypes.default(usualTypes),
  HOLDPOINT_S3_URL: webAddress.optional(),
  HOLDPOINT_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "expected a region such as eu-central-1")
    .default("us-east-1"),
  HOLDPOINT_S3_ACCESS_KEY_ID: z.string().optional(),
  HOLDPOINT_S3_SECRET_ACCESS_KEY: z.string().optional(),
  HOLDPOINT_TRUST_PROXY: yesOrNo.default(false),
  HOLDPOINT_ALLOWED_HOSTS: hosts.default([]),
  HOLDPOINT_TOKEN: z
    .string()
    .regex(/^hpt_[A-Za-z0-9_-]{43}$/, "expected a token as the console shows it once: hpt_ and 43 characters")
    .optional(),
  HOLDPOINT_LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], {
      error: "expected debug, info, warn, error or silent",
    })
    .default("info"),
});

export type Settings = Readonly<ReturnType<typeof toSettings>>;
type Environment = Readonly<Record<string, string | undefined>>;

function toSettings(read: z.output<typeof environment>) {
  return {
    port: read.PORT,
    host: read.HOST,
    url: new URL(read.HOLDPOINT_URL ?? `http://localhost:${read.PORT}`).origin,
    dataDir: resolve(read.HOLDPOINT_DATA_DIR),
    databaseUrl: read.DATABASE_URL,
    workerDatabaseUrl: read.WORKER_DATABASE_URL,
    migrateDatabaseUrl: read.MIGRATE_DATABASE_URL,
    secret: read.HOLDPOINT_SECRET,
    demo: read.HOLDPOINT_DEMO,
    demoPassword: read.HOLDPOINT_DEMO_PASSWORD,
    smtpUrl: read.HOLDPOINT_SMTP_URL,
    mailFrom: read.HOLDPOINT_MAIL_FROM,
    mailboxUrl: read.HOLDPOINT_MAILBOX_URL,
    shopUrl: read.HOLDPOINT_SHOP_URL,
    actionsFile: read.HOLDPOINT_ACTIONS_FILE,
    signingKeyFile: read.HOLDPOINT_SIGNING_KEY_FILE,
    anchorDir: resolve(read.HOLDPOINT_ANCHOR_DIR ?? join(read.HOLDPOINT_DATA_DIR, "anchors")),
    anchorSeconds: read.HOLDPOINT_ANCHOR_SECONDS,
    anchorMail: read.HOLDPOINT_ANCHOR_MAIL,
    anchorGit: read.HOLDPOINT_ANCHOR_GIT,
    evidence: {
      folder: resolve(read.HOLDPOINT_EVIDENCE_DIR ?? join(read.HOLDPOINT_DATA_DIR, "evidence")),
      mostBytes: read.HOLDPOINT_EVIDENCE_MAX_MB * 1_000_000,
      types: read.HOLDPOINT_EVIDENCE_TYPES,
      bucket: bucketIn(read),
    },
    trustProxy: read.HOLDPOINT_TRUST_PROXY,
    allowedHosts: read.HOLDPOINT_ALLOWED_HOSTS,
    token: read.HOLDPOINT_TOKEN,
    logLevel: read.HOLDPOINT_LOG_LEVEL,
  };
}

/** Where evidence is kept in an object store; undefined where it lies in the folder. */
function bucketIn(read: z.output<typeof environment>) {
  const { HOLDPOINT_S3_URL: url, HOLDPOINT_S3_REGION: region } = read;
  const { HOLDPOINT_S3_ACCESS_KEY_ID: accessKeyId, HOLDPOINT_S3_SECRET_ACCESS_KEY: secretAccessKey } = read;
  if (url === undefined) return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined)
    refuse([
      "HOLDPOINT_S3_URL needs HOLDPOINT_S3_ACCESS_KEY_ID and HOLDPOINT_S3_SECRET_ACCESS_KEY beside it.",
    ]);
  return { url, region, accessKeyId, secretAccessKey };
}

/** One sentence for each broken setting; `npm start` prints them and gives up. */
function refuse(sentences: string[]): never {
  throw new AppError("configuration", [...new Set(sentences)].join("\n"));
}

/** Reads the settings. A refusal names the setting and never repeats its value, which may be a password. */
export function parseSettings(given: Environment): Settings {
  const set = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined && value !== ""),
  );
  const read = environment.safeParse(set);
  if (read.success) return toSettings(read.data);
  refuse(read.error.issues.map((issue) => `${String(issue.path[0])} is broken: ${issue.message}.`));
}

const names = {
  databaseUrl: "DATABASE_URL",
  workerDatabaseUrl: "WORKER_DATABASE_URL",
  migrateDatabaseUrl: "MIGRATE_DATABASE_URL",
  secret: "HOLDPOINT_SECRET",
  smtpUrl: "HOLDPOINT_SMTP_URL",
  actionsFile: "HOLDPOINT_ACTIONS_FILE",
} as const;
type Requirable = keyof typeof names;

/** The settings with the named ones certainly there, or a refusal that says which are missing. */
export function requireSettings<K extends Requirable>(
  settings: Settings,
  ...wanted: K[]
): Settings & { [Name in K]-?: NonNullable<Settings[Name]> } {
  const missing = wanted.filter((name) => settings[name] === undefined);
  if (missing.length > 0)
    refuse(missing.map((name) => `${names[name]} is not set, and this process needs it.`));
  return settings as Settings & { [Name in K]-?: NonNullable<Settings[Name]> };
}

let ofThisProcess: Settings | undefined;

/** The settings of this process, parsed once. */
export function settings(): Settings {
  ofThisProcess ??= parseSettings(process.env);
  return ofThisProcess;
}
