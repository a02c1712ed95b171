import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { withClient } from "#scripts/postgres/roles.ts";
import { keepRunning } from "#scripts/process/keeper.ts";
import { runNodeOrThrow } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";

const shopReady = z.object({ ready: z.literal(true), actionsFile: z.string(), proxyUrl: z.url() });
const sinkReady = z.object({ ready: z.literal(true), smtpUrl: z.url(), url: z.url() });
const demoAddresses = z.object({
  actionsFile: z.string(),
  shopUrl: z.url(),
  smtpUrl: z.url(),
  mailboxUrl: z.url(),
});
export type DemoAddresses = z.infer<typeof demoAddresses>;
const addressesFile = "addresses.json";
const signIns = z.array(z.object({ email: z.string(), name: z.string(), role: z.string() }));
const kept = z.object({ state: z.enum(["seeding", "seeded"]), signIns });
export type SignIn = z.infer<typeof signIns>[number];
type Say = (sentence: string) => void;

/** Somebody else's programs: they get none of our settings. */
function ownEnvironment(): Record<string, string | undefined> {
  const { PATH, HOME, LANG, TMPDIR } = process.env;
  return { PATH, HOME, LANG, TMPDIR, NODE_ENV: "production" };
}

type Demo<T> = {
  folder: string;
  name: string;
  args: string[];
  schema: z.ZodType<T>;
};

/** Starts a demonstration process and waits for the one line in which it tells its addresses. */
function startDemo<T>({ folder, name, args, schema }: Demo<T>, say: Say) {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const printed = new Set<string>();
  const onLine = (line: string) => {
    // Once each, because a release that is broken on purpose complains of the same thing every second.
    if (!line.startsWith("{")) return printed.size < 100 && printed.size < printed.add(line).size;
    const said = schema.safeParse(JSON.parse(line));
    if (said.success) resolve(said.data);
    return !said.success;
  };
  const pidFile = join(folder, "processes", name);
  const keeper = keepRunning({ name, args, cwd: root, env: ownEnvironment(), pidFile, onLine }, say);
  const late = setTimeout(
    () => reject(new Error(`The demonstration's ${name} did not come up in 60 s.`)),
    60_000,
  );
  const ready = promise.finally(() => clearTimeout(late));
  // Waited for much later: until then its failure is nobody's, and must not end the start without a word.
  ready.catch(() => undefined);
  return { keeper, ready };
}

/** The shop that is rolled back and the mail sink that takes the notices, as processes of their own. */
export async function startDemonstration(folder: string, say: Say) {
  const shopFolder = join(folder, "shop");
  const sinkFolder = join(folder, "mail");
  await mkdir(shopFolder, { recursive: true });
  await mkdir(sinkFolder, { recursive: true });
  const shopArgs = ["demo/shop/main.ts", "--dir", shopFolder];
  const shop = startDemo({ folder, name: "shop", args: shopArgs, schema: shopReady }, say);
  const sinkArgs = ["demo/mail-sink/main.ts", "--dir", sinkFolder];
  const sink = startDemo({ folder, name: "mail", args: sinkArgs, schema: sinkReady }, say);
  const addresses = async (): Promise<DemoAddresses> => {
    const [{ actionsFile, proxyUrl }, { smtpUrl, url }] = await Promise.all([shop.ready, sink.ready]);
    const told = { actionsFile, shopUrl: proxyUrl, smtpUrl, mailboxUrl: url };
    writeFileSync(join(folder, addressesFile), JSON.stringify(told, null, 2));
    return told;
  };
  return { keepers: [shop.keeper, sink.keeper], addresses };
}

/** Where the demonstration of a data folder answers, as its last start wrote it down. */
export function readAddresses(folder: string): DemoAddresses {
  return demoAddresses.parse(JSON.parse(readFileSync(join(folder, addressesFile), "utf8")));
}

async function isEmpty(databaseUrl: string): Promise<boolean> {
  const people = await withClient(databaseUrl, (client) => client.query('select 1 from "Person" limit 1'));
  return people.rowCount === 0;
}

export type Seeded = { signIns: SignIn[]; password?: string };

/** Runs the seed once on an empty database; gives the sign-ins, and the password when it was made now. */
export async function seedOnce(
  folder: string,
  env: Record<string, string | undefined>,
  say: Say,
): Promise<Seeded> {
  const file = join(folder, "demonstration.json");
  if (existsSync(file)) {
    const { state, signIns } = kept.parse(JSON.parse(readFileSync(file, "utf8")));
    if (state === "seeded") return { signIns };
    throw new Error(`The demonstration in ${folder} was left half made. Remove that folder and start again.`);
  }
  if (!env.DATABASE_URL || !(await isEmpty(env.DATABASE_URL))) return { signIns: [] };
  say("Setting up the demonstration ...");
  writeFileSync(file, JSON.stringify({ state: "seeding", signIns: [] }));
  const password = env.HOLDPOINT_DEMO_PASSWORD || randomBytes(9).toString("base64url");
  const output = await runNodeOrThrow("The seed", ["prisma/seed/main.ts"], {
    cwd: root,
    env: { ...env, HOLDPOINT_DEMO_PASSWORD: password },
    timeoutSeconds: 120,
  });
  const seeded = z.object({ signIns }).parse(JSON.parse(output.trim().split("\n").at(-1) ?? ""));
  writeFileSync(file, JSON.stringify({ state: "seeded", signIns: seeded.signIns }, null, 2));
  return { signIns: seeded.signIns, ...(!env.HOLDPOINT_DEMO_PASSWORD && { password }) };
}
