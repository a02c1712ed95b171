import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { setStage } from "#lib/commands/testing/stage.ts";
import { keepSigningKey } from "#lib/platform/signing-key.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { publicKeyOf } from "#lib/verify/bundle/seal.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import { run } from "./process/run.ts";
import { root } from "./root.ts";
import { migrateDatabase, startEmbedded } from "./start/database.ts";

const dataDir = mkdtempSync(join(tmpdir(), "command-line-"));
const file = join(dataDir, "out.bundle.zip");
let reference: string;

beforeAll(async () => {
  // Open to all, because as root another account runs the database.
  chmodSync(dataDir, 0o755);
  await keepSigningKey(join(dataDir, "signing-key.pem"));
  const { cluster, addresses } = await startEmbedded(dataDir);
  try {
    await migrateDatabase(addresses.migrator);
    connectStore(addresses.app);
    const stage = await setStage();
    reference = await declared(stage, await serviceV3(stage));
    await disconnectStore();
  } finally {
    await cluster.stop();
  }
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const holdpoint = (...words: string[]) =>
  run(process.execPath, ["start.mjs", "scripts/holdpoint.ts", ...words], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, HOLDPOINT_DATA_DIR: dataDir },
    timeoutSeconds: 60,
  });

it("exports from the embedded database while the console does not run, and leaves it as it was: stopped", async () => {
  const { code, output } = await holdpoint("export", reference, "--out", file);
  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining(`${file}: `) });
  const key = publicKeyOf(await keepSigningKey(join(dataDir, "signing-key.pem")));
  expect(verifyBundle(readFileSync(file), [key])).toMatchObject({ verdict: "verified", stream: reference });
  expect(existsSync(join(dataDir, "database", "postgres", "postmaster.pid"))).toBe(false);
  const again = await holdpoint("export", reference, "--out", file);
  expect(again).toMatchObject({ code: 2, output: expect.stringContaining("there is a file of that name") });
});

it("the file of keys that the README's own line makes is accepted by every verifier, in a real shell with npm", async () => {
  const line = /^npm run --silent holdpoint -- keys > console\.keys/m.exec(
    readFileSync(join(root, "README.md"), "utf8"),
  )?.[0];
  const keys = join(dataDir, "console.keys");
  const inShell = (words: string) =>
    run("sh", ["-c", words], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        HOLDPOINT_DATA_DIR: dataDir,
        KEYS: keys,
        FILE: file,
      },
      timeoutSeconds: 60,
    });
  expect(await inShell(line?.replace("console.keys", '"$KEYS"') ?? "false")).toEqual({ code: 0, output: "" });
  const verified = await inShell('npm run holdpoint -- verify "$FILE" --trust "$KEYS"');
  expect(verified).toMatchObject({ code: 0, output: expect.stringContaining(", which you trust") });
  const loud = await inShell(
    'npm run holdpoint -- keys > "$KEYS" && npm run holdpoint -- verify "$FILE" --trust "$KEYS"',
  );
  expect(loud).toMatchObject({ code: 2, output: expect.stringContaining("cannot be read: line 2") });
});
