import { afterAll, beforeAll, expect, it } from "vitest";
import { declared, mvp4 } from "#lib/commands/testing/incidents.ts";
import { type Stage, setStage, stateOf } from "#lib/commands/testing/stage.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { packByHash } from "#lib/store/packs.ts";
import { findServices } from "#lib/store/services.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { previewPlans } from "./plan-preview.ts";

let database: TestDatabase;
let stage: Stage;

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
});
afterAll(disconnectStore);

async function previewOf(plan: string, change: (pack: ProtocolPack) => ProtocolPack = (pack) => pack) {
  const state = await stateOf(await declared(stage, await mvp4(stage)));
  const pack = change(await packByHash(state.pack.hash));
  const plans = await previewPlans(state, pack, await findServices([stage.service]));
  expect(plans[0]?.plan).toBe("emergency");
  return plans.find((one) => one.plan === plan);
}

it("[SM-1] the preview says when the plan cannot keep to its 3 minutes", async () => {
  expect(await previewOf("emergency")).toMatchObject({
    ok: true,
    target: { seconds: 180, isMissed: false, rule: "SM-1" },
  });
  const slow = (pack: ProtocolPack): ProtocolPack => {
    const { emergency } = pack.plans;
    if (emergency === undefined) throw new Error("there is no emergency plan");
    const steps = emergency.steps.map((step) => ({ ...step, expectedSeconds: 20 }));
    return { ...pack, plans: { ...pack.plans, emergency: { ...emergency, steps } } };
  };
  expect(await previewOf("emergency", slow)).toMatchObject({
    ok: true,
    expectedSeconds: 180,
    target: { seconds: 180, isMissed: true, rule: "SM-1" },
  });
});
