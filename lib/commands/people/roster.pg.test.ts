import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#lib/platform/ids.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import type { CommandContext } from "../context.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
await testDatabase();
const { disconnectStore } = await import("#lib/store/client.ts");
const { createPerson: insertPerson, findPerson } = await import("#lib/store/people.ts");
const { createSession, findSession } = await import("#lib/store/sessions.ts");
const { withTransaction } = await import("#lib/store/transaction.ts");
const { readRoster } = await import("#lib/queries/people.ts");
const { acceptInvitation, readInvitation } = await import("#lib/auth/invitation.ts");
const { publishBuiltInPacks } = await import("../protocols/publish-built-in.ts");
const { invitePerson } = await import("./invite.ts");
const { removePerson } = await import("./remove.ts");
const { setOnCall } = await import("./set-on-call.ts");
const { setRoster } = await import("./set-roster.ts");

beforeAll(() => publishBuiltInPacks());
afterAll(() => disconnectStore());

let added = 0;

async function add(holding: { isAdministrator?: boolean; party?: string; roles?: string[] } = {}) {
  added += 1;
  const person = { email: `roster-${added}@example.com`, name: `Person ${added}`, passwordHash: "none" };
  return (await withTransaction((tx) => insertPerson(tx, { ...person, ...holding }))).id;
}
const as = (id: string, idempotencyKey: string = newId()): CommandContext => ({
  actor: { kind: "person", id },
  idempotencyKey,
});
const administrator = await add({ isAdministrator: true });
const nothing = { party: null, roles: [], onCallRoles: [], isAuditor: false };

describe("the roster", () => {
  it("gives a party, roles and a turn on call at an administrator's word", async () => {
    const person = await add();
    const change = {
      personId: person,
      party: "producer",
      roles: ["producer-lead", "commander"],
      onCallRoles: ["commander"],
      isAuditor: false,
    };
    expect(await setRoster(as(administrator), change)).toMatchObject({ ok: true });
    expect(await findPerson(person)).toMatchObject({
      party: "producer",
      roles: ["commander", "producer-lead"],
      onCallRoles: ["commander"],
    });
    const { people, onCall } = await readRoster({ personId: person, isAdministrator: false });
    expect(people.find(({ id }) => id === person)).toMatchObject({
      party: { title: "Producer", of: "MemoryKernel" },
      isViewer: true,
    });
    expect(onCall.find(({ key }) => key === "commander")?.people.map(({ id }) => id)).toContain(person);
  });

  it("is changed by nobody but an administrator", async () => {
    const [outsider, person] = [await add(), await add()];
    const refused = { ok: false, refusal: { code: "unauthorised" } };
    expect(await setRoster(as(outsider), { personId: outsider, ...nothing })).toMatchObject(refused);
    const turn = { personId: person, role: "commander", onCall: true };
    expect(await setOnCall(as(outsider), turn)).toMatchObject(refused);
    expect(await removePerson(as(outsider), { personId: person })).toMatchObject(refused);
    const stranger = { email: "stranger@example.com", name: "Stranger" };
    expect(await invitePerson(as(outsider), stranger)).toMatchObject(refused);
    expect(await findPerson(person)).not.toBeNull();
  });

  it("lets no administrator take a party, or a party's role, alone", async () => {
    const own = { personId: administrator, ...nothing };
    const refused = { ok: false, refusal: { code: "unauthorised" } };
    expect(await setRoster(as(administrator), { ...own, party: "producer" })).toMatchObject(refused);
    const both = { ...own, party: "producer", roles: ["producer-lead"] };
    expect(await setRoster(as(administrator), both)).toMatchObject(refused);
    expect(await findPerson(administrator)).toMatchObject({ party: null, roles: [] });
    const another = await add({ isAdministrator: true });
    expect(await setRoster(as(another), both)).toMatchObject({ ok: true });
    expect(await findPerson(administrator)).toMatchObject({ party: "producer", roles: ["producer-lead"] });
    await setRoster(as(another), own);
  });

  it("makes somebody an auditor until it is taken back, never oneself and nobody of a party", async () => {
    const person = await add();
    const change = { personId: person, ...nothing };
    expect(await setRoster(as(administrator), { ...change, isAuditor: true })).toMatchObject({ ok: true });
    expect(await findPerson(person)).toMatchObject({ isAuditor: true, party: null, roles: [] });
    const sided = { ...change, party: "producer", isAuditor: true };
    expect(await setRoster(as(administrator), sided)).toMatchObject({ ok: false });
    expect(await setRoster(as(administrator), change)).toMatchObject({ ok: true });
    expect(await findPerson(person)).toMatchObject({ isAuditor: false });
    const own = { personId: administrator, ...nothing, isAuditor: true };
    expect(await setRoster(as(administrator), own)).toMatchObject({ refusal: { code: "unauthorised" } });
  });

  it("refuses names that no protocol knows and says which there are", async () => {
    const personId = await add();
    const unknown = await setRoster(as(administrator), { personId, ...nothing, roles: ["captain-hook"] });
    expect(unknown).toMatchObject({
      ok: false,
      refusal: { code: "invalid", message: expect.stringMatching(/"captain-hook".*sre-lead/) },
    });
  });

  it("has one effect for one key", async () => {
    const personId = await add({ roles: ["commander"] });
    const context = as(administrator);
    await setOnCall(context, { personId, role: "commander", onCall: true });
    await setOnCall(as(administrator), { personId, role: "commander", onCall: false });
    await setOnCall(context, { personId, role: "commander", onCall: true });
    expect(await findPerson(personId)).toMatchObject({ onCallRoles: [] });
  });

  it("puts nobody on call for a role that they do not hold", async () => {
    const personId = await add();
    const outcome = await setOnCall(as(administrator), { personId, role: "commander", onCall: true });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "stale" } });
  });
});

describe("removing a person", () => {
  it("ends their sessions, and a second removal says that it was done", async () => {
    const personId = await add();
    const session = await withTransaction((tx) => createSession(tx, { personId, lifetimeSeconds: 60 }));
    expect(await findSession(session.id)).not.toBeNull();
    expect(await removePerson(as(administrator), { personId })).toMatchObject({ ok: true });
    expect(await findSession(session.id)).toBeNull();
    expect(await removePerson(as(administrator), { personId })).toMatchObject({
      ok: false,
      refusal: { code: "stale" },
    });
  });

  it("is not for oneself", async () => {
    await add({ isAdministrator: true });
    const outcome = await removePerson(as(administrator), { personId: administrator });
    expect(outcome).toMatchObject({ ok: false, refusal: { message: expect.stringContaining("yourself") } });
  });

  it("of each other at the same moment leaves one of two administrators", async () => {
    const [one, other] = [await add({ isAdministrator: true }), await add({ isAdministrator: true })];
    const outcomes = await Promise.all([
      removePerson(as(one), { personId: other }),
      removePerson(as(other), { personId: one }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe("an invitation", () => {
  it("is one link that makes one account, which holds nothing yet", async () => {
    const asked = { email: "invited@example.com", name: "Grace" };
    const invited = await invitePerson(as(administrator), asked);
    const token = invited.ok ? (invited.value.url.split("/").at(-1) ?? "") : "";
    expect(await readInvitation(token)).toMatchObject({ ...asked, isAdministrator: false });
    const password = "correct horse battery";
    expect(await acceptInvitation({ token, name: "Grace", password })).toMatchObject({ ok: true });
    expect(await invitePerson(as(administrator), asked)).toMatchObject({
      ok: false,
      refusal: { code: "conflict" },
    });
    const { people } = await readRoster({ personId: administrator, isAdministrator: true });
    expect(people.find(({ email }) => email === asked.email)).toMatchObject({ party: null, roles: [] });
  });
});
