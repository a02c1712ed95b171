import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseSettings } from "#lib/platform/env.ts";
import { freePort } from "#scripts/process/free-port.ts";
import { keepRunning } from "#scripts/process/keeper.ts";
import { run } from "#scripts/process/run.ts";
import { root } from "#scripts/root.ts";
import { givenAddresses } from "./database.ts";
import { environmentsOf } from "./environments.ts";
import { claimFolder } from "./only-one.ts";
import { openUndoList } from "./undo.ts";

function isProcess(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "start-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("npm start", () => {
  const start = async (env: Record<string, string>) =>
    run(process.execPath, ["start.mjs"], {
      cwd: root,
      env: { PATH: process.env.PATH, PORT: String(await freePort()), HOLDPOINT_DATA_DIR: folder, ...env },
      timeoutSeconds: 30,
    });

  it("says in one sentence that its port is in use", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const { code, output } = await start({ PORT: String(port) });
    server.close();
    expect({ code, output }).toEqual({
      code: 1,
      output: `Port ${port} is already in use on 127.0.0.1. Stop what runs there, or set PORT to another.\n`,
    });
  });

  it.each([
    [{ PORT: "http" }, "PORT is broken: expected a number from 1 to 65535.\n"],
    [{ HOST: "198.51.100.1" }, /^Port \d+ cannot be listened on at 198\.51\.100\.1: .*\n$/],
    [{ HOLDPOINT_DATA_DIR: "package.json" }, /^The data folder cannot be used: .*\n$/],
    [{ HOLDPOINT_ACTIONS_FILE: "nowhere.json" }, /^HOLDPOINT_ACTIONS_FILE cannot be read: .*\n$/],
    [
      { DATABASE_URL: "postgres://a@b/c" },
      /^DATABASE_URL, WORKER_DATABASE_URL and MIGRATE_DATABASE_URL go together.*\n$/,
    ],
  ])("refuses %o in one sentence", async (env, sentence) => {
    const { code, output } = await start(env);
    expect(code).toBe(1);
    expect(output).toEqual(typeof sentence === "string" ? sentence : expect.stringMatching(sentence));
  });

  it("asks for a secret beside a database of one's own", async () => {
    const url = "postgres://a@127.0.0.1:1/c";
    const { code, output } = await start({
      DATABASE_URL: url,
      WORKER_DATABASE_URL: url,
      MIGRATE_DATABASE_URL: url,
    });
    expect(code).toBe(1);
    expect(output).toMatch(/^HOLDPOINT_SECRET is not set\..*\n$/);
  });
});

it("claims a data folder for one start at a time, and takes over from one that has died", async () => {
  const release = claimFolder(folder);
  expect(claimFolder(folder)).toBeTypeOf("function");
  release();
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "scripts/up.ts"]);
  await once(other, "spawn");
  await writeFile(join(folder, "running.pid"), String(other.pid));
  expect(() => claimFolder(folder)).toThrow(`already runs on ${folder} (process ${other.pid})`);
  other.kill("SIGKILL");
  await once(other, "exit");
  claimFolder(folder);
  expect(await readFile(join(folder, "running.pid"), "utf8")).toBe(String(process.pid));
});

it("undoes in the reverse order, once, and goes on when a step fails", async () => {
  const order: string[] = [];
  const complain = vi.spyOn(console, "error").mockImplementation(() => {});
  const made = openUndoList();
  made.add("the database", () => void order.push("database"));
  made.add("the worker", () => Promise.reject(new Error("it will not go")));
  made.add("the web", () => void order.push("web"));
  await Promise.all([made.undo(), made.undo()]);
  expect(order).toEqual(["web", "database"]);
  expect(complain.mock.calls).toEqual([["Stopping the worker: it will not go"]]);
  complain.mockRestore();
});

it("starts a child again that dies unexpectedly, says so, and leaves nothing behind when it stops", async () => {
  const said: string[] = [];
  const pidFile = join(folder, "processes", "child");
  const log = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const script = join(folder, "child.mjs");
  await writeFile(script, 'console.log("up"); process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);');
  let ups = 0;
  const onLine = () => {
    ups += 1;
    return false;
  };
  const keeper = keepRunning(
    { name: "child", args: [script], cwd: folder, env: process.env, pidFile, onLine },
    (sentence) => said.push(sentence),
  );
  await vi.waitUntil(() => ups === 1, 5000);
  process.kill(Number(await readFile(pidFile, "utf8")), "SIGKILL");
  await vi.waitUntil(() => ups === 2, 5000);
  const pid = Number(await readFile(pidFile, "utf8"));
  // The child ignores the request, so this also sees that its time is limited.
  await keeper.stop(0.2);
  log.mockRestore();
  expect(said).toEqual(["The child process ended (SIGKILL); again in 0.5 s."]);
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

it("leaves no child running when it is killed itself", async () => {
  const child = join(folder, "child.mjs");
  await writeFile(child, "setInterval(() => {}, 1000)");
  const keeper = new URL("../process/keeper.ts", import.meta.url).href;
  const plan = { name: "child", args: [child], cwd: folder, env: process.env, pidFile: join(folder, "pid") };
  const starter = join(folder, "starter.mjs");
  await writeFile(
    starter,
    `import { keepRunning } from ${JSON.stringify(keeper)};\nkeepRunning(${JSON.stringify(plan)}, console.log);\n`,
  );
  const started = spawn(process.execPath, [starter], { stdio: "ignore", cwd: root });
  await vi.waitUntil(() => existsSync(plan.pidFile), 5000);
  const pid = Number(await readFile(plan.pidFile, "utf8"));
  expect(process.kill(pid, 0)).toBe(true);
  started.kill("SIGKILL");
  await vi.waitUntil(() => !isProcess(pid), 5000);
});

describe("the environments", () => {
  const settings = parseSettings({
    HOLDPOINT_SMTP_URL: "smtp://u:canary-mail@mail",
    HOLDPOINT_DEMO_PASSWORD: "canary-people",
  });
  const addresses = { app: "app-address", worker: "worker-address", migrator: "migrator-address" };
  const { web, worker } = environmentsOf({
    settings,
    addresses,
    secret: "s",
    isDemo: false,
    demo: undefined,
    named: [],
  });

  it("give the web process no way to the worker's database, the channels or the actions", () => {
    const told = JSON.stringify(web);
    expect(web.DATABASE_URL).toBe("app-address");
    for (const word of ["worker-address", "migrator-address", "canary"]) expect(told).not.toContain(word);
  });

  it("give the worker its own address and its channels, and nobody the migrator's", () => {
    expect(worker).toMatchObject({
      WORKER_DATABASE_URL: "worker-address",
      HOLDPOINT_SMTP_URL: settings.smtpUrl,
    });
    expect(JSON.stringify(worker)).not.toMatch(/app-address|migrator-address/);
  });
});

it("takes three database addresses or none", () => {
  const url = "postgres://a@b/c";
  expect(givenAddresses(parseSettings({}))).toBeNull();
  expect(() => givenAddresses(parseSettings({ WORKER_DATABASE_URL: url }))).toThrow("go together");
  expect(existsSync(join(folder, "secrets.json"))).toBe(false);
});
