import { afterAll, beforeAll, expect, it } from "vitest";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { observeBaseline } from "./checkpoint/observe-baseline.ts";
import { openCheckpoint } from "./checkpoint/open.ts";
import * as sides from "./checkpoint/testing/sides.ts";
import type { CommandResult } from "./context.ts";
import { declareIncident } from "./incident/declare.ts";
import { createService } from "./services/create.ts";
import { declared, serviceV3 } from "./testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "./testing/stage.ts";
import { recordFact } from "./triage/record-fact.ts";

const half = "\ud83d";
let stage: Stage;
let as: ReturnType<typeof asking>;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
  as = asking(stage);
});
afterAll(disconnectStore);

async function refusedAt(field: string, asked: CommandResult<unknown>) {
  const message = "expected whole characters: half of one is in it";
  expect(await asked).toMatchObject({
    ok: false,
    refusal: { code: "invalid", blockers: [{ rule: null, field, message }] },
  });
}

it("half a character is refused by the field's name on an incident, and nothing is recorded", async () => {
  const reference = await declared(stage, await serviceV3(stage));
  const { seq } = await stateOf(reference);
  await refusedAt("value", recordFact(as("maya"), { reference, fact: "impact", value: half }));
  expect((await stateOf(reference)).seq).toBe(seq);
  const declaration = await serviceV3(stage);
  const settings = { allowsScaledClocks: false };
  await refusedAt(
    "title",
    declareIncident(as("maya"), { ...declaration, title: `It fails ${half}` }, settings),
  );
});

it("half a character is refused by the field's name at a checkpoint, and nothing is recorded", async () => {
  const administrator = await sides.add("alex", { isAdministrator: true });
  const producer = await sides.add("ines", { party: "producer", roles: ["producer-lead"] });
  await sides.register(administrator, "kernel");
  const reference = await sides.opened(producer, "kernel");
  await refusedAt("values.tag", observeBaseline(sides.as(producer), { reference, values: { tag: half } }));
  expect((await sides.read(reference)).state.seq).toBe(1);
  await refusedAt(
    "title",
    openCheckpoint(sides.as(producer), { ...sides.asked("kernel"), title: half.repeat(3) }),
  );
  const environments = [{ name: "production", baseline: sides.approved, current: sides.approved }];
  const service = { key: "other", name: `Kernel ${half}`, ownerRole: "producer-lead", environments };
  await refusedAt("name", createService(sides.as(administrator), service));
  accepted(await createService(sides.as(administrator), { ...service, name: "Kernel 🛑" }));
});
