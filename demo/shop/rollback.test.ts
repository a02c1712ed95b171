import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { isAlive, runToEnd, until } from "../testing/processes.ts";
import { type Action, openShop, type RunningShop } from "../testing/running-shop.ts";

let postgres: TestPostgres;
let shop: RunningShop;
let badPid: number;

beforeAll(async () => {
  postgres = await startPostgres();
  shop = await openShop(postgres.url);
  badPid = await shop.servingPid();
});

afterAll(async () => {
  await shop?.remove();
  await postgres?.stop();
});

const git = (...words: string[]) =>
  execFileSync("git", ["-C", join(shop.dir, "config"), ...words], { encoding: "utf8" }).trim();

async function ask(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const orderColumns = async () =>
  (await ask("SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'orders'")).map(
    ({ name }) => name,
  );

async function runAction(id: string, value?: string) {
  const action = shop.actions().find((one: Action) => one.id === id);
  if (!action) throw new Error(`no action ${id}`);
  const [, script = "", ...rest] = action.argv.map((word) => word.replace(/\{\{\w+\}\}/, value ?? "missing"));
  return runToEnd(script, rest);
}

describe("before the rollback", () => {
  it("release 1.5.0 is out with schema, configuration and policy of its own", async () => {
    const { body } = await shop.get("/version");
    expect(body).toEqual({ version: "1.5.0", schema: 43, config: "v1.5.0", policy: "v1.5.0", pid: badPid });
    expect(await orderColumns()).toContain("discount_cents");
    expect(git("rev-parse", "HEAD^{tree}")).toBe(git("rev-parse", "v1.5.0^{tree}"));
  });

  it("it says itself that it is unhealthy, and why", async () => {
    const { status, body } = await shop.get("/health");
    expect(status).toBe(503);
    expect(body.status).toBe("unhealthy");
    expect(body.reason).toContain("3 of 8 items get no price");
    expect(await shop.page()).toContain("The shop is not well");
  });

  it("its errors leave the agreed envelope and raise the measured error rate", async () => {
    expect(await shop.order(2, 1)).toEqual({ status: 500, body: { error: expect.any(String) } });
    expect((await shop.get("/stats")).body).toMatchObject({
      release: "1.5.0",
      errorRate: expect.any(Number),
    });
    expect((await shop.get("/stats")).body.errorRate).toBeGreaterThan(0.001);
  });

  it.each<[string, string?]>([
    ["application/health"],
    ["application/version", "1.4.2"],
    ["application/smoke"],
    ["application/errors", "0.001"],
    ["producer/smoke"],
    ["consumer/pin", "v1.4.2"],
    ["consumer/contract"],
    ["consumer/ci"],
  ])("%s fails", async (id, value) => {
    const ran = await runAction(id, value);
    expect(ran.code, ran.output).toBe(1);
  });
});

describe("the rollback, by the registered actions", () => {
  it("a new process of release 1.4.2 answers through the proxy and the old process is gone", async () => {
    const ran = await runAction("application/rollback", "1.4.2");
    expect(ran.code, ran.output).toBe(0);
    const { body } = await shop.get("/version");
    expect(body.version).toBe("1.4.2");
    expect(body.pid).not.toBe(badPid);
    expect(isAlive(body.pid)).toBe(true);
    expect(isAlive(badPid)).toBe(false);
  });

  it("the configuration is the tree of the tag again, as a commit on top of history", async () => {
    const before = git("rev-parse", "HEAD");
    const ran = await runAction("configuration/rollback", "v1.4.2");
    expect(ran.code, ran.output).toBe(0);
    expect(git("rev-parse", "HEAD^{tree}")).toBe(git("rev-parse", "v1.4.2^{tree}"));
    expect(git("rev-parse", "HEAD^")).toBe(before);
    expect(git("status", "--porcelain")).toBe("");
    expect(readdirSync(join(shop.dir, "config"))).not.toContain("discounts.json");
    expect((await shop.get("/version")).body.config).toBe("v1.4.2");
  });

  it("the earlier policy judges again", async () => {
    const ran = await runAction("policy/rollback", "v1.4.2");
    expect(ran.code, ran.output).toBe(0);
    expect((await shop.get("/version")).body.policy).toBe("v1.4.2");
  });

  it("the migration is undone, every order is kept and a copy is written first", async () => {
    const [before] = await ask("SELECT count(*)::int AS n FROM orders");
    const ran = await runAction("database/rollback", "42");
    expect(ran.code, ran.output).toBe(0);
    expect(await ask("SELECT version FROM schema_version")).toEqual([{ version: 42 }]);
    expect(await orderColumns()).not.toContain("discount_cents");
    const [after] = await ask("SELECT count(*)::int AS n FROM orders");
    expect(Number(after?.n)).toBeGreaterThanOrEqual(Number(before?.n));
    const [copy = ""] = readdirSync(join(shop.dir, "backups"));
    const copied = readFileSync(join(shop.dir, "backups", copy), "utf8")
      .trim()
      .split("\n");
    expect(copied.length).toBeGreaterThanOrEqual(Number(before?.n));
    expect(JSON.parse(copied[0] ?? "")).toHaveProperty("discount_cents");
  });

  it.each<[string, string?]>([
    ["application/health"],
    ["application/version", "1.4.2"],
    ["application/smoke"],
    ["application/errors", "0.001"],
    ["application/audit", "10"],
    ["application/audit-chain"],
    ["producer/alignment"],
    ["producer/parity"],
    ["producer/smoke"],
    ["consumer/pin", "v1.4.2"],
    ["consumer/contract"],
    ["consumer/ci"],
  ])("%s holds", async (id, value) => {
    const ran = await runAction(id, value);
    expect(ran.code, ran.output).toBe(0);
    expect(ran.output.trim().split("\n").length).toBeGreaterThanOrEqual(1);
  });

  it("an audit trail with too few entries is found", async () => {
    const ran = await runAction("application/audit", "99999");
    expect(ran.code, ran.output).toBe(1);
    expect(ran.output).toContain("expected at least 99999");
  });

  it.each([
    [
      "an entry whose words were changed",
      "UPDATE audit_events SET what = what || '.' WHERE ordinal = 3",
      "entry 3 is not what",
    ],
    [
      "a new hash over changed words",
      "UPDATE audit_events SET hash = audit_hash(ordinal, before, at, what) WHERE ordinal = 3",
      "entry 4 does not follow",
    ],
    ["an entry that was taken out", "DELETE FROM audit_events WHERE ordinal = 3", "entry 4 does not follow"],
  ])("%s breaks the audit trail's chain", async (_, deed, said) => {
    await ask(deed);
    const ran = await runAction("application/audit-chain");
    expect(ran.code, ran.output).toBe(1);
    expect(ran.output).toContain(said);
  });

  it.each([
    ["application/rollback", "1.4.2"],
    ["configuration/rollback", "v1.4.2"],
    ["policy/rollback", "v1.4.2"],
    ["database/rollback", "42"],
  ])("%s run again says that it is done already and changes nothing", async (id, value) => {
    const [pid, head] = [await shop.servingPid(), git("rev-parse", "HEAD")];
    const ran = await runAction(id, value);
    expect(ran.code, ran.output).toBe(0);
    expect(ran.output).toContain("already");
    expect([await shop.servingPid(), git("rev-parse", "HEAD")]).toEqual([pid, head]);
  });

  it("an unhealthy release is never switched to", async () => {
    const pid = await shop.servingPid();
    const ran = await shop.control("rollback-application", "--to", "1.5.0");
    expect(ran.code).toBe(1);
    expect(ran.output).toContain("needs schema 43, found 42");
    expect(await shop.servingPid()).toBe(pid);
  });

  it("reset brings the bad release out again for a second demonstration", async () => {
    const ran = await shop.control("reset");
    expect(ran.code, ran.output).toBe(0);
    expect((await shop.get("/version")).body).toMatchObject({
      version: "1.5.0",
      schema: 43,
      config: "v1.5.0",
      policy: "v1.5.0",
    });
    expect(await orderColumns()).toContain("discount_cents");
    expect(git("rev-parse", "HEAD^{tree}")).toBe(git("rev-parse", "v1.5.0^{tree}"));
    await until(
      "the measured error rate is up again",
      async () => (await shop.get("/stats")).body.errorRate > 0.001,
    );
  });
});
