import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { carriedOut } from "./testing/local-server.ts";

const password = "probe-password-of-the-test";
let database: TestDatabase;
let reader = "";

beforeAll(async () => {
  database = await testDatabase();
  const role = `probe_${database.name}`;
  await withClient(database.superuser, async (client) => {
    await client.query("CREATE TABLE orders (id int, total numeric, state text)");
    await client.query("INSERT INTO orders VALUES (1, 9.5, 'paid'), (2, 3, 'lost')");
    await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
    await client.query(`GRANT SELECT ON orders TO ${role}`);
    await client.query(`GRANT CONNECT ON DATABASE "${database.name}" TO ${role}`);
  });
  const address = new URL(database.superuser);
  address.username = role;
  address.password = password;
  reader = address.href;
});
afterAll(async () => {
  delete process.env.SHOP_PROBE;
  await withClient(database.superuser, async (client) => {
    await client.query(`DROP OWNED BY probe_${database.name}`);
    await client.query(`DROP ROLE probe_${database.name}`);
  });
});

function probe(query: string, change: object = {}, address = reader) {
  process.env.SHOP_PROBE = address;
  const shape = { kind: "sql", addressFrom: "SHOP_PROBE", query, is: "equal", than: 0, ...change };
  return carriedOut({ executor: "check", probe: shape, timeoutSeconds: 3 });
}

describe("a check by SQL", () => {
  it.each([
    ["SELECT count(*) FROM orders", { than: 2 }],
    ["SELECT total FROM orders WHERE id = $1::int", { values: ["1"], is: "above", than: 9 }],
    ["SELECT state FROM orders WHERE id = 1", { than: "paid" }],
    ["SELECT 0.10::numeric", { than: 0.1 }],
  ])("succeeds where %s is as expected", async (query, change) => {
    expect(await probe(query, change)).toMatchObject({ outcome: "succeeded" });
  });

  it.each([
    ["SELECT count(*) FROM orders WHERE state = 'lost'", {}, "expected equal 0, found 1"],
    ["SELECT 1 WHERE false", {}, "the query gave no row"],
    ["SELECT NULL", { is: "below", than: 1 }, "found null"],
    ["SELECT * FROM nowhere", {}, "the database refused (42P01)"],
  ])("fails where %s is not", async (query, change, summary) => {
    const result = await probe(query, change);
    expect(result.outcome).toBe("failed");
    expect(result.summary).toContain(summary);
  });

  it("asks by no role that may write, whatever the query is", async () => {
    const result = await probe("SELECT count(*) FROM orders", { than: 2 }, database.superuser);
    expect(result).toMatchObject({ outcome: "refused", hasStarted: false });
    expect(result.summary).toContain("the role behind SHOP_PROBE may write");
    const worker = await probe("SELECT 1", { than: 1 }, database.worker);
    expect(worker.outcome).toBe("refused");
  });

  it("takes one statement, and none that changes anything", async () => {
    expect((await probe("COMMIT; CREATE TEMP TABLE x (y int)")).summary).toContain("multiple commands");
    expect((await probe("CREATE TEMP TABLE x (y int)")).outcome).toBe("failed");
  });

  it("is over in time, and shows neither address nor password", async () => {
    expect(await probe("SELECT 1 FROM pg_sleep(60)")).toMatchObject({
      outcome: "timed-out",
      mayStillRun: false,
    });
    const wrong = new URL(reader);
    wrong.password = "another-password";
    const results = [
      await probe("SELECT 1", {}, wrong.href),
      await probe(`SELECT '${password}'`, { than: "x" }),
    ];
    for (const result of results) {
      expect(result.outcome).toBe("failed");
      expect(JSON.stringify(result)).not.toMatch(/probe-password|another-password/);
    }
  });
});
