import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { sha256 } from "#lib/platform/digest.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { declared, serviceV3 } from "../testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf, typesAfter } from "../testing/stage.ts";
import { collectEvidence } from "./collect.ts";
import { handInEvidence } from "./hand-in.ts";
import { handInDeliverable } from "./hand-in-deliverable.ts";

let database: TestDatabase;
let stage: Stage;
let as: ReturnType<typeof asking>;
let reference: string;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  as = asking(stage);
});
afterAll(disconnectStore);
beforeEach(async () => {
  reference = await declared(stage, await serviceV3(stage));
});

const proof = { kind: "command-output", exitCode: 0, summary: "All tests pass", body: "312 passed" } as const;

it("[MKC-5.1] evidence is kept with the digest of exactly what was handed in; a newer item supersedes", async () => {
  accepted(await handInEvidence(as("priya"), { reference, requirement: "smoke", ...proof }));
  accepted(
    await handInEvidence(as("paul"), { reference, requirement: "smoke", ...proof, body: "313 passed" }),
  );
  const [first, second] = (await stateOf(reference)).evidence;
  expect(first).toMatchObject({
    sha256: sha256("312 passed"),
    party: "producer",
    supersededBy: second?.evidence,
  });
  expect(second).toMatchObject({ sha256: sha256("313 passed"), supersededBy: null });
});

it("[MKC-5] each side hands in its own: the other side, those of neither and outsiders are refused by the rule", async () => {
  const { seq } = await stateOf(reference);
  for (const name of ["carl", "nora", "olga"] as const)
    expect(await handInEvidence(as(name), { reference, requirement: "smoke", ...proof })).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
  expect(await handInEvidence(as("priya"), { reference, requirement: "pin", ...proof })).toMatchObject({
    ok: false,
    refusal: { code: "unauthorised", rule: "MKC-5.2" },
  });
  expect(await typesAfter(reference, seq)).toEqual([]);
});

it("[MKC-5.1] output of a command that failed proves nothing", async () => {
  const failed = { ...proof, exitCode: 2 };
  expect(await handInEvidence(as("priya"), { reference, requirement: "smoke", ...failed })).toMatchObject({
    ok: false,
    refusal: { code: "rule", rule: "MKC-5.1", message: expect.stringContaining("exit 2") },
  });
});

it("[MKC-2.3] evidence that another trigger owes is not asked for here", async () => {
  expect(await handInEvidence(as("priya"), { reference, requirement: "payload", ...proof })).toMatchObject({
    ok: false,
    refusal: { code: "invalid" },
  });
});

it("[MKC-3.4] the joint summary comes from either side, and meets its clock", async () => {
  const summary = { reference, deliverable: "joint-summary", body: "What happened, and why." };
  expect(await handInDeliverable(as("nora"), summary)).toMatchObject({
    ok: false,
    refusal: { code: "unauthorised", rule: "MKC-3.4" },
  });
  accepted(await handInDeliverable(as("carl"), summary));
  const { clocks } = await stateOf(reference);
  expect(clocks.find(({ clock }) => clock === "joint-summary")?.status).toBe("met");
});

it("[MKC-5] what an action proves is collected for its own side, and a second request waits with the first", async () => {
  const job = async () => {
    const key = `collect:${reference}:parity`;
    const { rows } = await withClient(database.superuser, (client) =>
      client.query(`SELECT attempts FROM graphile_worker.jobs WHERE key = $1`, [key]),
    );
    return rows.length;
  };
  expect(await collectEvidence(as("carl"), { reference, requirement: "parity" })).toMatchObject({
    ok: false,
  });
  expect(await job()).toBe(0);
  const { seq } = await stateOf(reference);
  accepted(await collectEvidence(as("priya"), { reference, requirement: "parity" }));
  accepted(await collectEvidence(as("paul"), { reference, requirement: "parity" }));
  expect(await job()).toBe(1);
  expect(await typesAfter(reference, seq)).toEqual([]);
});
