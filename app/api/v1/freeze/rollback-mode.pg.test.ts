import { afterAll, beforeAll, expect, it } from "vitest";
import { accepted, asConsole, asking, type Stage, setStage } from "#lib/commands/testing/stage.ts";
import { testDatabase } from "#scripts/testing/database.ts";

process.env.HOLDPOINT_LOG_LEVEL = "silent";
await testDatabase();
const { disconnectStore } = await import("#lib/store/client.ts");
const { createPerson } = await import("#lib/store/people.ts");
const { databaseNow, withTransaction } = await import("#lib/store/transaction.ts");
const { createToken } = await import("#lib/commands/tokens/create.ts");
const { declareMode } = await import("#lib/commands/mode/declare-mode.ts");
const { declared } = await import("#lib/commands/testing/incidents.ts");
const { GET } = await import("./route.ts");

let stage: Stage;
let authorization: string;
let reference: string;
let environment: string;

beforeAll(async () => {
  stage = await setStage();
  const owner = { name: "ada", email: "ada@example.com", passwordHash: "none", roles: ["api-lead"] };
  await withTransaction((tx) => createPerson(tx, owner));
  const token = await createToken(asConsole(), { name: "pipeline", scopes: ["freeze:read"] });
  authorization = `Bearer ${accepted(token).value}`;
  environment = stage.freeEnvironment();
  reference = await declared(stage, {
    packId: "failing-cycle",
    trigger: "regression",
    severity: "SEV-2",
    identifiedAt: await databaseNow(),
    title: "A projection lost events",
    answers: {},
    services: [{ id: stage.service, environment }],
  });
});
afterAll(() => disconnectStore());

async function ask(action: string, who: { actor?: string; work?: string } = {}) {
  const query = new URLSearchParams({ service: "storefront", environment, action, ...who });
  const response = await GET(
    new Request(`http://localhost/api/v1/freeze?${query}`, { headers: { authorization } }),
  );
  const { frozen, admitted, freezes } = await response.json();
  return { frozen, admitted, rules: freezes.map(({ rule }: { rule: string }) => rule) };
}

const free = { frozen: false, admitted: true, rules: [] };

it("[PT-2] nothing is frozen by the declaration; rollback mode freezes merges, claims, promotions and deployments", async () => {
  for (const action of ["merge", "claim", "promote", "deploy"]) expect(await ask(action)).toEqual(free);
  const mode = { reasons: ["regression"], scope: "L2", reason: "A projection lost events." };
  accepted(await declareMode(asking(stage)("maya"), { reference, ...mode }));
  const rules = await Promise.all(["merge", "claim", "promote", "deploy"].map((action) => ask(action)));
  expect(rules).toEqual(
    ["PT-2.5", "PT-2.6", "PT-2.7", "PT-2.8"].map((rule) => ({
      frozen: true,
      admitted: false,
      rules: [rule],
    })),
  );
});

it("[PT-2] [PT-2.5] [PT-2.6] rollback and incident work is merged and claimed all the same, by anybody", async () => {
  for (const action of ["merge", "claim"])
    for (const work of ["rollback", "incident"])
      expect(await ask(action, { work, actor: "olga@example.com" })).toMatchObject({ admitted: true });
});

it("[PT-2] [PT-2.7] nobody promotes, whatever for", async () => {
  for (const work of ["rollback", "incident"])
    expect(await ask("promote", { work, actor: "ada@example.com" })).toMatchObject({ admitted: false });
});

it("[PT-2] [PT-2.8] an owner of the rollback deploys, and nobody else, whatever for", async () => {
  expect(await ask("deploy", { actor: "ada@example.com" })).toMatchObject({ frozen: true, admitted: true });
  for (const actor of ["olga@example.com", "maya@example.com"])
    expect(await ask("deploy", { actor, work: "rollback" })).toMatchObject({ admitted: false });
});
