import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "#lib/platform/ids.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import type { CommandContext } from "../context.ts";

const { superuser } = await testDatabase();
const { disconnectStore } = await import("#lib/store/client.ts");
const { createPerson } = await import("#lib/store/people.ts");
const { findServiceByKey } = await import("#lib/store/services.ts");
const { databaseNow, withTransaction } = await import("#lib/store/transaction.ts");
const { readBoard } = await import("#lib/queries/board.ts");
const { readService, readServices } = await import("#lib/queries/services.ts");
const { declareIncident } = await import("../incident/declare.ts");
const { publishBuiltInPacks } = await import("../protocols/publish-built-in.ts");
const { createService } = await import("./create.ts");
const { heldService } = await import("./held-service.ts");
const { setBaseline } = await import("./set-baseline.ts");

beforeAll(() => publishBuiltInPacks());
afterAll(() => disconnectStore());

const add = (name: string, more: { isAdministrator?: boolean; roles?: string[] } = {}) =>
  withTransaction((tx) =>
    createPerson(tx, { name, email: `${name}@example.com`, passwordHash: "none", ...more }),
  ).then(({ id }) => id);
const administrator = await add("alex", { isAdministrator: true });
const commander = await add("maya", { roles: ["commander"] });
const outsider = await add("olga");
const as = (id: string): CommandContext => ({ actor: { kind: "person", id }, idempotencyKey: newId() });

const seen = { release: "1.4.2" };

const waitingForALock = () =>
  withClient(superuser, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return rows[0]?.n;
  });

async function register(key: string) {
  const environments = ["production", "staging"].map((name) => ({ name, baseline: seen, current: seen }));
  const service = { key, name: key, ownerRole: "commander", environments };
  const created = await createService(as(administrator), service);
  return created.ok ? created.value.id : "";
}

async function declareOn(id: string, minutesAgo = 0) {
  const identifiedAt = new Date(Date.parse(await databaseNow()) - minutesAgo * 60_000).toISOString();
  const draft = {
    packId: "service-v3-rollback",
    trigger: "payload-drift",
    severity: "SEV-2",
    identifiedAt,
    title: "A field drifted",
    answers: {
      contractMode: "service.v3 candidate",
      currentPin: { tag: "v1.5.0", sha: "0123456" },
      targetPin: { tag: "v1.4.2", sha: "6543210" },
      impact: "Some answers lack a field.",
      immediateActions: "Promotion is stopped.",
    },
    services: [{ id, environment: "production" }],
  };
  const declared = await declareIncident(as(commander), draft, { allowsScaledClocks: false });
  if (!declared.ok) throw new Error(JSON.stringify(declared.refusal));
  return declared.value.reference;
}

const reader = (personId: string) => ({ personId, isAuditor: false });

describe("a baseline", () => {
  it("is approved by an administrator, for one environment", async () => {
    await register("first");
    const change = { key: "first", environment: "production", baseline: { release: "1.5.0" }, seen };
    expect(await setBaseline(as(administrator), change)).toMatchObject({ ok: true });
    const service = await findServiceByKey("first");
    expect(service?.environments.map(({ baseline }) => baseline)).toEqual([{ release: "1.5.0" }, seen]);
    const [line] = await readServices();
    expect(line).toMatchObject({
      key: "first",
      environments: [{ differing: ["release"] }, { differing: [] }],
    });
  });

  it("is refused to everybody else, with nothing changed", async () => {
    await register("second");
    const change = { key: "second", environment: "production", baseline: { release: "9" }, seen };
    const outcome = await setBaseline(as(commander), change);
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect((await findServiceByKey("second"))?.environments[0]?.baseline).toEqual(seen);
  });

  it("does not overwrite what somebody else approved meanwhile", async () => {
    await register("third");
    const change = { key: "third", environment: "production", baseline: { release: "2" }, seen };
    await setBaseline(as(administrator), change);
    const late = await setBaseline(as(administrator), { ...change, baseline: { release: "3" } });
    expect(late).toMatchObject({ ok: false, refusal: { code: "stale" } });
  });

  it("is approved by the first of two who saw the same values at the same moment", async () => {
    await register("at-once");
    const approve = (release: string) =>
      setBaseline(as(administrator), {
        ...{ key: "at-once", environment: "production", seen },
        baseline: { release },
      });
    const both = await withTransaction(async (tx) => {
      await heldService(tx, "at-once");
      const asked = [approve("2"), approve("3")];
      await vi.waitFor(async () => expect(await waitingForALock()).toBe(2));
      return { asked };
    });
    const outcomes = await Promise.all(both.asked);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes).toContainEqual(
      expect.objectContaining({ refusal: expect.objectContaining({ code: "stale" }) }),
    );
  });

  it("is locked while an open incident names the service there, and elsewhere it is not", async () => {
    const reference = await declareOn(await register("fourth"));
    const change = { key: "fourth", environment: "production", baseline: { release: "2" }, seen };
    expect(await setBaseline(as(administrator), change)).toMatchObject({
      ok: false,
      refusal: { code: "conflict", blockers: [{ message: expect.stringContaining(reference) }] },
    });
    const elsewhere = { ...change, environment: "staging" };
    expect(await setBaseline(as(administrator), elsewhere)).toMatchObject({ ok: true });
  });

  it.each([
    ["no value", {}, /at least one value/],
    ["a name with a space", { "the release": "1" }, /expected a name such as release/],
    ["an empty value", { release: " " }, /expected a value/],
    ["a line break in a value", { release: "1\n2" }, /control characters/],
  ])("with %s is refused and says what was expected", async (_, baseline, words) => {
    const outcome = await setBaseline(as(administrator), {
      key: "first",
      environment: "production",
      baseline,
      seen,
    });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "invalid" } });
    expect(outcome.ok ? "" : outcome.refusal.blockers[0]?.message).toMatch(words);
  });
});

describe("what a service's page and the board show", () => {
  it("is the incident to those who have a part in it, and to others only that there is one", async () => {
    const reference = await declareOn(await register("fifth"));
    const mine = await readService(reader(commander), "fifth");
    expect(mine).toMatchObject({
      otherIncidents: 0,
      incidents: [{ reference, part: ["Incident commander"] }],
    });
    expect(mine?.environments[0]?.lockedBy).toEqual([reference]);
    expect(mine?.freezes).toMatchObject([{ reference, isOpenToReader: true, rule: "MKC-2.3" }]);
    const theirs = await readService(reader(outsider), "fifth");
    expect(theirs).toMatchObject({ otherIncidents: 1, incidents: [] });
    expect(theirs?.freezes).toMatchObject([{ isOpenToReader: false }]);
    expect(JSON.stringify(theirs)).not.toContain("A field drifted");
  });

  it("is on the board by what is due first, and a stranger's board has the freeze and no incident", async () => {
    const service = await register("sixth");
    for (const minutesAgo of [10, 5]) await declareOn(service, minutesAgo);
    const board = await readBoard(reader(commander));
    const due = board.open.map(({ nextDue }) => Date.parse(nextDue?.dueAt ?? ""));
    expect(due).toEqual([...due].sort((left, right) => left - right));
    expect(board.open[0]).toMatchObject({
      severity: { id: "SEV-2", isCritical: false },
      commander: "maya",
      nextDue: { title: "Initial notice to every audience", owner: "Incident commander", status: "running" },
    });
    const strange = await readBoard(reader(outsider));
    expect(strange).toMatchObject({ open: [], resolved: [] });
    expect(strange.freezes.length).toBeGreaterThan(0);
  });
});
