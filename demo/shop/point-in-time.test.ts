import { existsSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeJsonFile } from "../process/json-file.ts";
import { until } from "../testing/processes.ts";
import { openShop, type RunningShop } from "../testing/running-shop.ts";

let shop: RunningShop;
let bases: string;

const listed = () => readdirSync(bases).filter((name) => name.startsWith("base-"));
const order = async (itemId: number): Promise<number> => (await shop.order(itemId, 1)).body.data.id;
const isThere = async (id: number) => (await shop.get(`/api/orders/${id}`)).status === 200;
/** A time that no order shares: the clock has moved before it and after it. */
const aMoment = async (): Promise<Date> => {
  const passed = (at: number) => until("the clock moves", () => Date.now() > at + 5);
  await passed(Date.now());
  const moment = new Date();
  await passed(moment.getTime());
  return moment;
};
const restore = (to: Date, minutes: number) =>
  shop.control("restore-database", "--to", to.toISOString(), "--lose-minutes", String(minutes));

beforeAll(async () => {
  shop = await openShop();
  const { ownCluster } = JSON.parse(readFileSync(join(shop.dir, "settings.json"), "utf8"));
  bases = join(ownCluster.home, "bases");
  expect((await shop.control("rollback-application", "--to", "1.4.2")).code).toBe(0);
  await until("there is a base backup", () => listed().length > 0);
});

afterAll(() => shop?.remove());

describe("[SM-6] [SM-6.3] the shop's database goes back to a point in time", () => {
  it("a moment before the first base backup is refused, and the shop stays open", async () => {
    const ran = await restore(new Date(Date.now() - 3_600_000), 90);
    expect(ran).toMatchObject({ code: 1, output: expect.stringContaining("before what can be restored") });
    expect((await shop.get("/health")).status).toBe(200);
  });

  it("more minutes than were typed out are never thrown away", async () => {
    const [base = ""] = listed();
    const older = `base-${Number(base.slice(5)) - 3_600_000}`;
    renameSync(join(bases, base), join(bases, older));
    const ran = await restore(new Date(Date.now() - 570_000), 5);
    renameSync(join(bases, older), join(bases, base));
    expect(ran.code).toBe(1);
    expect(ran.output).toContain("10 minutes of data would be lost, and 5 were confirmed");
    expect((await shop.get("/health")).status).toBe(200);
  });

  it("rows from before the moment are there, rows from after it are gone, and a snapshot has them", async () => {
    const before = await order(1);
    const moment = await aMoment();
    const after = await order(2);
    const ran = await restore(moment, 1);
    expect(ran.code, ran.output).toBe(0);
    expect([await isThere(before), await isThere(after)]).toEqual([true, false]);
    expect(ran.output).toContain("1 minutes of data will be lost (1 confirmed)");
    expect(ran.output).toMatch(
      /maintenance mode is on[\s\S]*snapshot[\s\S]*schema 43[\s\S]*maintenance mode is off/,
    );
    const [kept = ""] = readdirSync(join(shop.dir, "backups")).filter((one) =>
      one.startsWith("before-restore"),
    );
    expect(existsSync(join(shop.dir, "backups", kept, "cluster", "PG_VERSION"))).toBe(true);
    expect((await shop.get("/health")).status).toBe(200);
  });

  it("it can be done again from there, and the shop sells on", async () => {
    const before = await order(3);
    const moment = await aMoment();
    const after = await order(4);
    const ran = await restore(moment, 1);
    expect(ran.code, ran.output).toBe(0);
    expect([await isThere(before), await isThere(after)]).toEqual([true, false]);
    expect(await isThere(await order(5))).toBe(true);
  });

  it("nobody is served while it is in maintenance, also after the shop was started again", async () => {
    await shop.control("fault", "--step", "restore-database", "--mode", "fail");
    expect((await restore(new Date(), 1)).output).toContain("makes it fail");
    await shop.control("fault", "--step", "restore-database", "--mode", "off");
    await shop.stop();
    const file = join(shop.dir, "settings.json");
    writeJsonFile(file, { ...JSON.parse(readFileSync(file, "utf8")), isInMaintenance: true });
    await shop.startAgain();
    expect(await shop.get("/api/items")).toMatchObject({
      status: 503,
      body: { error: { code: "maintenance" } },
    });
    expect((await shop.control("end-maintenance")).code).toBe(0);
    expect((await shop.get("/api/items")).status).toBe(200);
  });
});
