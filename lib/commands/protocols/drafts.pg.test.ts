import { afterAll, beforeAll, expect, it } from "vitest";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { newId } from "#lib/platform/ids.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { currentPack, packByHash } from "#lib/store/packs.ts";
import { createPerson } from "#lib/store/people.ts";
import { listActs } from "#lib/store/protocol-acts.ts";
import { listOpenDrafts } from "#lib/store/protocol-drafts.ts";
import { withTransaction } from "#lib/store/transaction.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import type { CommandContext } from "../context.ts";
import { declared, serviceV3 } from "../testing/incidents.ts";
import { accepted, type Stage, setStage, stateOf } from "../testing/stage.ts";
import { proposeDraft } from "./propose-draft.ts";
import { publishBuiltInPacks } from "./publish-built-in.ts";
import { publishDraft } from "./publish-draft.ts";
import { uploadDraft } from "./upload-draft.ts";
import { withdrawDraft } from "./withdraw-draft.ts";

let database: TestDatabase;
let stage: Stage;
let owner: string;
let second: string;
let outsider: string;

const add = async (name: string, isAdministrator: boolean) => {
  const email = `${name}@example.com`;
  const person = await withTransaction((tx) =>
    createPerson(tx, { name, email, passwordHash: "none", isAdministrator }),
  );
  return person.id;
};

beforeAll(async () => {
  database = await testDatabase();
  connectStore(database.app);
  stage = await setStage();
  owner = await add("anna", true);
  second = await add("bert", true);
  outsider = await add("otto", false);
});
afterAll(disconnectStore);

const id = "service-v3-rollback";
const as = (person: string): CommandContext => ({
  actor: { kind: "person", id: person },
  idempotencyKey: newId(),
});

async function inForce(): Promise<ProtocolPack> {
  const current = await currentPack(id);
  if (current === null) throw new Error("the pack is published");
  return current.pack;
}

/** The text of the version in force with changes made to it. */
const textWith = async (change: object) => JSON.stringify({ ...(await inForce()), ...change });

async function draftOf(change: object) {
  const { id: draft } = accepted(await uploadDraft(as(owner), { text: await textWith(change) }));
  const found = (await listOpenDrafts()).find((one) => one.id === draft);
  if (found === undefined) throw new Error("the draft is kept");
  return { id: draft, hash: found.hash };
}

const refused = (code: string, words: RegExp) => ({
  ok: false,
  refusal: { code, message: expect.stringMatching(words) },
});

it("a draft becomes the version in force by its owner's proposal and a second person, and every act is recorded", async () => {
  const draft = await draftOf({ version: "1.1.0", summary: "Changed by two people." });
  expect(await publishDraft(as(second), draft)).toMatchObject(refused("rule", /has not proposed/));
  accepted(await proposeDraft(as(owner), draft));
  expect(await publishDraft(as(owner), draft)).toMatchObject(refused("unauthorised", /A second person/));
  expect(await publishDraft(as(outsider), draft)).toMatchObject(
    refused("unauthorised", /Only an administrator/),
  );
  expect(accepted(await publishDraft(as(second), draft))).toMatchObject({
    version: "1.1.0",
    hash: draft.hash,
  });
  expect(await currentPack(id)).toMatchObject({
    hash: draft.hash,
    pack: { version: "1.1.0", summary: "Changed by two people." },
  });
  const acts = (await listActs(id)).filter((act) => act.draft === draft.id);
  expect(acts.map(({ act, person, hash }) => [act, person, hash])).toEqual([
    ["drafted", owner, draft.hash],
    ["proposed", owner, draft.hash],
    ["published", second, draft.hash],
  ]);
  expect(await publishDraft(as(second), draft)).toMatchObject(refused("stale", /published already/));
});

it("a version's number never gets other content, and never goes down", async () => {
  const { version } = await inForce();
  const changed = { summary: "The same number, another content." };
  expect(await uploadDraft(as(owner), { text: await textWith(changed) })).toMatchObject(
    refused("conflict", new RegExp(`${version} is published with other content`)),
  );
  expect(
    await uploadDraft(as(owner), { text: await textWith({ ...changed, version: "0.9.0" }) }),
  ).toMatchObject(refused("conflict", /expected a higher number/));
  expect(await uploadDraft(as(owner), { text: await textWith({}) })).toMatchObject(
    refused("conflict", /exactly this content/),
  );
});

it("of two drafts with one number the first that is published keeps it", async () => {
  const [one, other] = [
    await draftOf({ version: "1.2.0", summary: "One of two." }),
    await draftOf({ version: "1.2.0", summary: "The other of two." }),
  ];
  for (const draft of [one, other]) accepted(await proposeDraft(as(owner), draft));
  const outcomes = await Promise.all([one, other].map((draft) => publishDraft(as(second), draft)));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject(refused("conflict", /published with other content/));
});

it("a pack whose wording changes leaves a running incident untouched", async () => {
  const before = await currentPack(id);
  const reference = await declared(stage, await serviceV3(stage));
  const { trigger: name } = await stateOf(reference);
  const trigger = before?.pack.triggers[name];
  const triggers = { ...before?.pack.triggers, [name]: { ...trigger, title: "Said in other words" } };
  const severities = before?.pack.severities.map((one) => ({ ...one, means: "Means something else now." }));
  const draft = await draftOf({ version: "1.3.0", triggers, severities });
  accepted(await proposeDraft(as(owner), draft));
  accepted(await publishDraft(as(second), draft));
  expect((await inForce()).triggers[name]?.title).toBe("Said in other words");
  const { pack } = await stateOf(reference);
  const pinned = await packByHash(pack.hash);
  expect(pack.hash).toBe(before?.hash);
  expect(pinned.triggers[name]).toEqual(trigger);
  expect(pinned.severities).toEqual(before?.pack.severities);
});

it("a step whose action nobody registered is refused at publishing, with the registered ones", async () => {
  const { plans } = await inForce();
  const [name = "", plan] = Object.entries(plans)[0] ?? [];
  const steps = plan?.steps.map((step, index) => (index === 0 ? { ...step, action: "rm/everything" } : step));
  const draft = await draftOf({ version: "1.4.0", plans: { ...plans, [name]: { ...plan, steps } } });
  accepted(await proposeDraft(as(owner), draft));
  const outcome = await publishDraft(as(second), draft);
  expect(outcome).toMatchObject(refused("invalid", /ask for what no worker can run/));
  const told = JSON.stringify(outcome);
  expect(told).toContain(`plans.${name}.steps.${plan?.steps[0]?.id}.action: \\"rm/everything\\"`);
  expect(told).toContain(plan?.steps[1]?.action);
});

it("a role of one party cannot become another party's by a protocol of its own", async () => {
  const { roles, parties } = await inForce();
  const [name = "", role] = Object.entries(roles).find(([, { party }]) => party === "producer") ?? [];
  const draft = await draftOf({
    id: "another-protocol",
    version: "1.0.0",
    parties: { ...parties, stranger: { title: "Stranger", of: "Elsewhere" } },
    roles: { ...roles, [name]: { ...role, party: "stranger" } },
  });
  accepted(await proposeDraft(as(owner), draft));
  const outcome = await publishDraft(as(second), draft);
  expect(outcome).toMatchObject(refused("invalid", /another party/));
  expect(JSON.stringify(outcome)).toContain(`roles.${name}.party`);
});

it("a file that is no pack is refused with everything that is wrong with it, and nothing is kept", async () => {
  const before = await listOpenDrafts();
  const text = "id: broken\nversion: 1.0\ntitel: Broken\n";
  expect(await uploadDraft(as(owner), { text })).toMatchObject({
    ok: false,
    refusal: {
      code: "invalid",
      blockers: expect.arrayContaining([
        { rule: null, message: expect.stringMatching(/^line 3, titel: .* did you mean "title"\?$/) },
      ]),
    },
  });
  expect(await listOpenDrafts()).toEqual(before);
});

it("only an administrator uploads, and only its owner or an administrator withdraws", async () => {
  expect(await uploadDraft(as(outsider), { text: "id: x" })).toMatchObject(
    refused("unauthorised", /Only an administrator uploads/),
  );
  const draft = await draftOf({ version: "2.0.0" });
  expect(await withdrawDraft(as(outsider), draft)).toMatchObject(refused("unauthorised", /Only its owner/));
  accepted(await withdrawDraft(as(owner), draft));
  expect(await proposeDraft(as(owner), draft)).toMatchObject(refused("stale", /withdrawn already/));
});

it("a draft is published as it was seen: another hash is refused", async () => {
  const draft = await draftOf({ version: "2.1.0" });
  const other = { ...draft, hash: "0".repeat(64) };
  expect(await proposeDraft(as(owner), other)).toMatchObject(refused("stale", /not the draft that you saw/));
});

it("a protocol that people published stays theirs when the console starts again", async () => {
  const before = await currentPack(id);
  await publishBuiltInPacks();
  expect(await currentPack(id)).toEqual(before);
});

it.each([["ProtocolAct"], ["ProtocolVersion"]])(
  "the record cannot be changed, by nobody: %s",
  async (table) => {
    await withClient(database.superuser, async (client) => {
      await expect(client.query(`UPDATE "${table}" SET version = '9.9.9'`)).rejects.toThrow(/stays/);
      await expect(client.query(`DELETE FROM "${table}"`)).rejects.toThrow(/stays/);
      await expect(client.query(`TRUNCATE "${table}"`)).rejects.toThrow(/stays/);
    });
  },
);
