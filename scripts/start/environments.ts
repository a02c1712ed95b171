import type { Settings } from "#lib/platform/env.ts";
import type { Addresses } from "#scripts/postgres/roles.ts";
import type { DemoAddresses } from "./demonstration.ts";

export type Environment = Record<string, string | undefined>;
type Known = {
  settings: Settings;
  addresses: Addresses;
  secret: string;
  isDemo: boolean;
  demo: DemoAddresses | undefined;
  /** Variables that the actions file names: its secrets for other systems. */
  named: readonly string[];
};
export type Environments = { web: Environment; worker: Environment; seed: Environment };

/** What no program does without, also where an action hands it on. */
const everybodys = /^(PATH|HOME|USER|SHELL|LANG|LC_[A-Z]+|TZ|TMPDIR|NODE_[A-Z_]+)$/;

/**
 * What each process is told. The web process gets no worker address, no channel, no action and no secret of one,
 * because whoever takes it over should find nothing in it that reaches the infrastructure.
 */
export function environmentsOf(known: Known): Environments {
  const { settings, addresses, secret, isDemo, demo } = known;
  const ofActions = known.named.filter((name) => !everybodys.test(name));
  const common: Environment = {
    ...process.env,
    ...Object.fromEntries(ofActions.map((name) => [name, undefined])),
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(settings.port),
    HOLDPOINT_URL: settings.url,
    HOLDPOINT_DATA_DIR: settings.dataDir,
    HOLDPOINT_DEMO: isDemo ? "1" : "0",
    HOLDPOINT_SECRET: secret,
    HOLDPOINT_DEMO_PASSWORD: undefined,
    DATABASE_URL: undefined,
    WORKER_DATABASE_URL: undefined,
    MIGRATE_DATABASE_URL: undefined,
    HOLDPOINT_SMTP_URL: undefined,
    HOLDPOINT_ACTIONS_FILE: undefined,
    HOLDPOINT_SIGNING_KEY_FILE: undefined,
    HOLDPOINT_MAILBOX_URL: settings.mailboxUrl ?? demo?.mailboxUrl,
    HOLDPOINT_SHOP_URL: settings.shopUrl ?? demo?.shopUrl,
  };
  const smtpUrl = settings.smtpUrl ?? demo?.smtpUrl;
  const actionsFile = settings.actionsFile ?? demo?.actionsFile;
  const web = { ...common, DATABASE_URL: addresses.app };
  const worker = {
    ...common,
    ...Object.fromEntries(ofActions.map((name) => [name, process.env[name]])),
    WORKER_DATABASE_URL: addresses.worker,
    HOLDPOINT_SMTP_URL: smtpUrl,
    HOLDPOINT_ACTIONS_FILE: actionsFile,
    HOLDPOINT_SIGNING_KEY_FILE: settings.signingKeyFile,
  };
  const seed = {
    ...common,
    DATABASE_URL: addresses.app,
    WORKER_DATABASE_URL: addresses.worker,
    HOLDPOINT_ACTIONS_FILE: actionsFile,
    HOLDPOINT_DEMO_PASSWORD: settings.demoPassword,
  };
  return { web, worker, seed };
}
