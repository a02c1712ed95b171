import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { declared, serviceV3 } from "#lib/commands/testing/incidents.ts";
import { actionFor, everywhere, type Stage, setStage } from "#lib/commands/testing/stage.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { setOneTimeCodeSecret } from "#lib/store/credentials.ts";
import { createEndpoint, setEndpointActive } from "#lib/store/endpoints.ts";
import { beat } from "#lib/store/heartbeats.ts";
import { listPeople, removePerson, setOnCall } from "#lib/store/people.ts";
import { publishActions } from "#lib/store/registered-actions.ts";
import { updateCurrent } from "#lib/store/services.ts";
import { databaseNow, withTransaction } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { readRoom } from "../room.ts";

let stage: Stage;
let reference = "";

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
  reference = await declared(stage, await serviceV3(stage));
});
afterAll(disconnectStore);

const namesOf = (parameters: object) =>
  Object.fromEntries(Object.keys(parameters).map((name) => [name, name]));

async function room() {
  const view = await readRoom({ personId: stage.cast.maya, name: "maya", isAuditor: false }, reference);
  if (view === null) throw new Error("the room is closed");
  return view;
}

describe("what stands around a room's log", () => {
  it("is the very same value while nothing has changed, whoever reads", async () => {
    const [one, other] = [await room(), await room()];
    for (const part of ["pack", "people", "services", "plans", "state"] as const)
      expect(other[part]).toBe(one[part]);
  });

  it("follows every change at the next reading", async () => {
    const before = await room();
    const [placed] = before.services;
    const { sue } = stage.cast;
    await withTransaction(async (tx) => {
      await setOnCall(tx, sue, "on-call-sre", true);
      await setOneTimeCodeSecret(tx, stage.cast.maya, "sealed");
      const address = { serviceId: stage.service, environment: placed?.environment ?? "" };
      await updateCurrent(tx, address, { release: "1.6.0" });
      const actions = everywhere(
        stage.actions.map(({ id, parameters }) => actionFor({ id, with: namesOf(parameters) }, ["/bin/cat"])),
      );
      await publishActions(tx, actions, await databaseNow(tx));
      const endpoint = {
        title: "Partners",
        url: "https://partners.example",
        sealedSecret: "s",
        audience: "all",
      };
      await createEndpoint(tx, endpoint);
      const silent = await createEndpoint(tx, { ...endpoint, title: "Silent" });
      await setEndpointActive(tx, silent, false);
    });
    await beat("worker", { version: "1", sendsMail: true });
    const after = await room();
    expect(before.channels).toEqual({ mail: null, endpoints: [] });
    expect(after.channels).toMatchObject({
      mail: true,
      endpoints: [
        { title: "Partners", audience: "all", isActive: true },
        { title: "Silent", isActive: false },
      ],
    });
    expect([before.viewer.hasOneTimeCodes, after.viewer.hasOneTimeCodes]).toEqual([false, true]);
    expect(after.people.find(({ id }) => id === sue)?.onCallRoles).toEqual(["on-call-sre"]);
    expect(after.services).toEqual([{ ...placed, current: { release: "1.6.0" } }]);
    expect(JSON.stringify(before.plans)).not.toContain("/bin/cat");
    expect(JSON.stringify(after.plans)).toContain("/bin/cat");
  });

  it("names those who have left only where the log names them, and says that they have", async () => {
    const { carl, stan } = stage.cast;
    await withTransaction(async (tx) => {
      for (const id of [carl, stan]) await removePerson(tx, id, await databaseNow(tx));
    });
    const { people } = await room();
    expect(people.at(-1)).toMatchObject({ id: carl, name: "carl (no longer here)" });
    expect(people.some(({ id }) => id === stan)).toBe(false);
    const present = (await listPeople()).map(({ id, name }) => ({ id, name }));
    expect(people.slice(0, -1).map(({ id, name }) => ({ id, name }))).toEqual(present);
  });
});
