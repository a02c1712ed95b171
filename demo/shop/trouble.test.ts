import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { isAlive, until } from "../testing/processes.ts";
import { openShop, type RunningShop } from "../testing/running-shop.ts";

let postgres: TestPostgres;
let shop: RunningShop;

beforeAll(async () => {
  postgres = await startPostgres();
  shop = await openShop(postgres.url);
});

afterAll(async () => {
  await shop?.remove();
  await postgres?.stop();
});

const version = async () => (await shop.get("/version")).body;
const fault = (step: string, mode: string) => shop.control("fault", "--step", step, "--mode", mode);

async function startHanging(verb: string, ...flags: string[]) {
  await fault(verb, "hang");
  const hanging = shop.startControl(verb, ...flags);
  onTestFinished(() => void hanging.kill("SIGKILL"));
  let said = "";
  hanging.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await until(`${verb} hangs`, () => said.includes("makes it hang"));
  return hanging;
}

describe("signatures", () => {
  it("a tampered policy bundle is refused and the active one stays", async () => {
    const bundle = join(shop.dir, "policy", "bundles", "v1.4.2.json");
    const genuine = readFileSync(bundle, "utf8");
    writeFileSync(bundle, genuine.replace("20", "99"));
    const refused = await shop.control("rollback-policy", "--to", "v1.4.2");
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("the signature of policy v1.4.2 does not match its bytes");
    expect((await version()).policy).toBe("v1.5.0");
    writeFileSync(bundle, genuine);
    expect((await shop.control("rollback-policy", "--to", "v1.4.2")).code).toBe(0);
  });

  it("a running shop turns unhealthy when its active bundle is tampered with", async () => {
    const active = (await version()).policy;
    const bundle = join(shop.dir, "policy", "bundles", `${active}.json`);
    const genuine = readFileSync(bundle, "utf8");
    writeFileSync(bundle, genuine.replace("20", "99"));
    expect((await shop.get("/health")).body.reason).toContain(`the signature of policy ${active}`);
    expect((await version()).policy).toBe("refused");
    writeFileSync(bundle, genuine);
    expect((await version()).policy).toBe(active);
  });

  it("a changed file of a published release fails parity", async () => {
    const file = join(shop.dir, "releases", "1.5.0", "storefront", "routes.ts");
    const genuine = readFileSync(file, "utf8");
    writeFileSync(file, `${genuine}\n`);
    const ran = await shop.control("producer-parity");
    expect(ran.code).toBe(1);
    expect(ran.output).toContain("changed: storefront/routes.ts");
    writeFileSync(file, genuine);
    expect((await shop.control("producer-parity")).code).toBe(0);
  });
});

describe("faults", () => {
  it("a step set to fail exits 1, says so and changes nothing; off makes it work", async () => {
    await fault("rollback-configuration", "fail");
    const failed = await shop.control("rollback-configuration", "--to", "v1.4.2");
    expect(failed).toMatchObject({ code: 1, output: expect.stringContaining("makes it fail") });
    expect((await version()).config).toBe("v1.5.0");
    await fault("rollback-configuration", "off");
    expect((await shop.control("rollback-configuration", "--to", "v1.4.2")).code).toBe(0);
  });

  it("a hanging step killed with -9 leaves the releases running and the next step free", async () => {
    const pid = await shop.servingPid();
    const hanging = await startHanging("rollback-application", "--to", "1.4.2");
    const second = await shop.control("rollback-database", "--to", "42");
    expect(second.code).toBe(1);
    expect(second.output).toContain("rollback-application");
    expect(second.output).toContain("one change at a time");
    hanging.kill("SIGKILL");
    await once(hanging, "exit");
    expect(await shop.servingPid()).toBe(pid);
    await fault("rollback-application", "off");
    await until(
      "the lease is free",
      async () => (await shop.control("consumer-pin", "--tag", "v1.5.0")).code === 0,
    );
    const again = await shop.control("rollback-application", "--to", "1.4.2");
    expect(again.code, again.output).toBe(0);
  });

  it("a check set to fail fails although the shop is well", async () => {
    await fault("check-version", "fail");
    expect((await shop.control("check-version", "--expect", "1.4.2")).code).toBe(1);
    await fault("check-version", "off");
    expect((await shop.control("check-version", "--expect", "1.4.2")).code).toBe(0);
  });
});

describe("configuration left in disorder", () => {
  it("edits that nobody committed are kept in history before going back", async () => {
    const repository = join(shop.dir, "config");
    writeFileSync(join(repository, "limits.json"), '{"requestsPerMinute":1}\n');
    const ran = await shop.control("rollback-configuration", "--to", "v1.4.2");
    expect(ran.code, ran.output).toBe(0);
    const kept = execFileSync("git", ["-C", repository, "show", "HEAD^:limits.json"], { encoding: "utf8" });
    expect(kept).toContain('"requestsPerMinute":1');
    expect(readFileSync(join(repository, "limits.json"), "utf8")).toContain("600");
  });

  it("the lock of a killed git does not block the rollback", async () => {
    const lock = join(shop.dir, "config", ".git", "index.lock");
    writeFileSync(lock, "");
    const ran = await shop.control("rollback-configuration", "--to", "v1.5.0");
    expect(ran.code, ran.output).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });

  it("a tag that does not exist is refused by name", async () => {
    const ran = await shop.control("rollback-configuration", "--to", "v9.9.9");
    expect(ran).toMatchObject({ code: 1, output: expect.stringContaining("no tag v9.9.9") });
  });
});

describe("bad usage exits 2 with a sentence", () => {
  it.each([
    [["launch"], 'Unknown verb "launch"'],
    [["rollback-application"], "--to"],
    [["rollback-application", "--to", "latest"], "expected a release such as 1.4.2"],
    [["rollback-database", "--to", "41"], "expected 42 or 43"],
    [["check-errors", "--max", "2"], "expected 0 to 1"],
    [["check-health", "--loud", "yes"], "Unknown: --loud"],
    [["fault", "--step", "reset", "--mode", "fail"], "expected one of"],
  ])("%j", async ([verb = "", ...flags], sentence) => {
    const ran = await shop.control(verb, ...flags);
    expect(ran.code, ran.output).toBe(2);
    expect(ran.output).toContain(sentence);
  });
});

describe("processes", () => {
  it("a release that dies is started again behind the same address", async () => {
    const pid = await shop.servingPid();
    process.kill(pid, "SIGKILL");
    await until("another process answers", async () => {
      const next = await shop.servingPid().catch(() => pid);
      return next !== undefined && next !== pid;
    });
  });

  it("the same process answers again after its database was restarted", async () => {
    const pid = await shop.servingPid();
    await postgres.restart();
    await until("good health", async () => (await shop.get("/health")).status === 200);
    expect(await shop.servingPid()).toBe(pid);
  });

  it("a second supervisor in the same folder is refused", async () => {
    const second = await shop.startSecond();
    expect(second).toMatchObject({
      code: 1,
      output: expect.stringContaining("already running in this folder"),
    });
  });

  it("SIGTERM ends the release too, and a restart keeps address and state", async () => {
    const [pid, before, url] = [await shop.servingPid(), await version(), shop.proxyUrl()];
    await shop.stop();
    expect(isAlive(pid)).toBe(false);
    await shop.startAgain();
    expect(shop.proxyUrl()).toBe(url);
    expect(await version()).toEqual({ ...before, pid: expect.any(Number) });
  });

  it("a supervisor killed with -9 leaves no release behind and can start again", async () => {
    const pid = await shop.servingPid();
    await shop.stop("SIGKILL");
    await until("the release ended itself", () => !isAlive(pid));
    await shop.startAgain();
    expect((await version()).version).toBe("1.4.2");
  });

  it("a command without a running shop says so", async () => {
    await shop.stop();
    const ran = await shop.control("rollback-policy", "--to", "v1.4.2");
    expect(ran).toMatchObject({ code: 1, output: expect.stringContaining("not running in this folder") });
    await shop.startAgain();
  });
});
