import { afterAll, beforeAll, expect, it } from "vitest";
import { closeCheckpoint } from "#lib/commands/checkpoint/close.ts";
import { observeBaseline } from "#lib/commands/checkpoint/observe-baseline.ts";
import {
  accepted,
  add,
  addSigner,
  as,
  follow,
  opened,
  register,
  sign,
} from "#lib/commands/checkpoint/testing/sides.ts";
import { publishBuiltInPacks } from "#lib/commands/protocols/publish-built-in.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { readCheckpointView } from "./checkpoint.ts";
import { readCheckpoints } from "./checkpoints.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  await publishBuiltInPacks();
});
afterAll(disconnectStore);

it("[MKD-1] [MKD-8] the list gives each checkpoint the standing that its own page shows", async () => {
  const administrator = await add("alex", { isAdministrator: true });
  const producer = await addSigner("ines", { party: "producer", roles: ["producer-lead"] });
  const consumer = await addSigner("david", { party: "consumer", roles: ["consumer-lead"] });
  const reader = { personId: producer.id, party: "producer", roles: ["producer-lead"], isAuditor: false };
  const at = async (service: string) => {
    await register(administrator, service);
    return opened(producer, service);
  };

  const live = await at("live");
  const go = await at("decided-go");
  await follow(go, { producer, consumer });
  const noGo = await at("decided-no-go");
  for (const question of ["rehearsal", "cutover"])
    for (const person of [producer, consumer])
      accepted(
        await sign(person, { reference: noGo, question, answer: "no-go", remediation: "Prove it first." }),
      );
  const ended = await at("ended");
  const moved = { reference: ended, values: { apiContract: "api.v2" } };
  accepted(await observeBaseline(as(consumer), moved));
  const closed = await at("closed");
  accepted(await closeCheckpoint(as(producer), { reference: closed, reason: "Opened for another tag." }));

  const listed = new Map((await readCheckpoints(reader)).map((one) => [one.reference, one]));
  expect(listed.get(live)).toMatchObject({ standing: "open", decided: [] });
  expect(listed.get(go)).toMatchObject({ standing: "decided", decided: ["go", "go"] });
  expect(listed.get(noGo)).toMatchObject({ standing: "decided", decided: ["no-go", "no-go"] });
  expect(listed.get(ended)).toMatchObject({ standing: "no-go", decided: [] });
  expect(listed.get(closed)).toMatchObject({ standing: "closed", decided: [] });
  for (const reference of [live, go, noGo, ended, closed])
    expect((await readCheckpointView(reference, reader))?.standing).toBe(listed.get(reference)?.standing);
});
