import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { readPublications } from "#lib/store/status.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { declared, mvp4, playRun, startedRun } from "../testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "../testing/stage.ts";
import { publishStatus } from "./publish.ts";

let database: TestDatabase;
let stage: Stage;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
});
afterAll(disconnectStore);

async function published(reference: string, state: "maintenance" | "resolved"): Promise<string> {
  const services = [{ id: stage.service, health: "maintenance" as const }];
  const words = { title: "Orders", body: "We are restoring the shop." };
  accepted(await publishStatus(asking(stage)("nora"), { reference, state, services, ...words }));
  return (await readPublications())[0]?.body ?? "";
}

describe("the public status", () => {
  it("[SM-8] says maintenance with its start, its expected duration and what it does to data; then how long it took", async () => {
    const reference = await declared(stage, await mvp4(stage));
    const run = await startedRun(stage, reference, "emergency", "sam");
    const startedAt = (await stateOf(reference)).runs[0]?.startedAt ?? "";
    const during = await published(reference, "maintenance");
    expect(during).toContain("We are restoring the shop.");
    expect(during).toContain(`Started: ${startedAt.slice(0, 10)} ${startedAt.slice(11, 19)} UTC`);
    expect(during).toContain("Expected duration: 24 s");
    expect(during).toContain("Stored data: What the newer schema alone could hold is dropped");
    const clock = (await stateOf(reference)).clocks.find(({ clock: name }) => name === "maintenance");
    expect(clock?.status).toBe("met");
    await playRun(reference, run);
    const after = await published(reference, "resolved");
    expect(after).toMatch(/Completed: .* UTC\nDuration: \d+ s$/);
  });

  it("says nothing of a rollback where there is none", async () => {
    const reference = await declared(stage, await mvp4(stage));
    expect(await published(reference, "maintenance")).toBe("We are restoring the shop.");
  });
});
