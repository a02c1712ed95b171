import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#lib/platform/ids.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import type { CommandContext } from "../context.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";
process.env.HOLDPOINT_ALLOWED_HOSTS = "inside.example:8080";
const database = await testDatabase();
const { disconnectStore } = await import("#lib/store/client.ts");
const { createPerson } = await import("#lib/store/people.ts");
const { findEndpointsFor, listEndpoints } = await import("#lib/store/endpoints.ts");
const { withTransaction } = await import("#lib/store/transaction.ts");
const { readChannels } = await import("#lib/queries/channels.ts");
const { publishBuiltInPacks } = await import("../protocols/publish-built-in.ts");
const { addEndpoint } = await import("./add-endpoint.ts");
const { removeEndpoint } = await import("./remove-endpoint.ts");
const { setEndpointActive } = await import("./set-endpoint-active.ts");

beforeAll(() => publishBuiltInPacks());
afterAll(() => disconnectStore());

const add = (name: string, isAdministrator: boolean) =>
  withTransaction((tx) =>
    createPerson(tx, { name, email: `${name}@example.com`, passwordHash: "none", isAdministrator }),
  ).then(({ id }) => id);
const administrator = await add("alex", true);
const outsider = await add("olga", false);
const as = (id: string): CommandContext => ({ actor: { kind: "person", id }, idempotencyKey: newId() });
const hook = { title: "Paging", url: "https://example.com/hook/s3cret-path", audience: "consumer" };

async function added(url = hook.url) {
  const outcome = await addEndpoint(as(administrator), { ...hook, url });
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

it("an endpoint's secret is given once and stands nowhere in the clear, not in the receipt either", async () => {
  const { secret } = await added();
  expect(Buffer.from((secret ?? "").replace("whsec_", ""), "base64")).toHaveLength(32);
  const { rows } = await withClient(database.superuser, (client) =>
    client.query(
      'SELECT secret AS kept FROM "WebhookEndpoint" UNION ALL SELECT result::text FROM "CommandReceipt"',
    ),
  );
  expect(rows.length).toBeGreaterThan(1);
  for (const { kept } of rows) expect(kept).not.toContain((secret ?? "").slice(6, 30));
  expect(JSON.stringify(await readChannels({ isAdministrator: true }))).not.toContain(secret);
});

it("asking again with the same key gives the same endpoint", async () => {
  const context = as(administrator);
  const first = await addEndpoint(context, hook);
  expect(await addEndpoint(context, hook)).toEqual(first);
});

it("only an administrator adds an endpoint or turns one off", async () => {
  const { id } = await added();
  const refused = { ok: false, refusal: { code: "unauthorised" } };
  expect(await addEndpoint(as(outsider), hook)).toMatchObject(refused);
  expect(await setEndpointActive(as(outsider), { id, isActive: false })).toMatchObject(refused);
});

it.each([
  ["plain http to a host that nobody allowed", { url: "http://example.com/hook" }, /has to be https/],
  [
    "an address of this machine",
    { url: "https://127.0.0.1:4792/x" },
    /Nothing is sent to 127\.0\.0\.1.*loopback/,
  ],
  ["this machine's own name", { url: "https://localhost/x" }, /Nothing is sent to localhost.*loopback/],
  ["an address of a cloud's metadata", { url: "https://169.254.169.254/" }, /link-local range/],
  ["an address of this machine, as a number", { url: "https://2130706433/" }, /loopback/],
  ["an address of this machine, version 6", { url: "https://[::1]/" }, /loopback/],
  ["an address with a password", { url: "https://me:word@example.com/hook" }, /Leave name and password out/],
  ["an audience that no protocol has", { audience: "press" }, /"press".*consumer/],
])("%s is refused in words", async (_, change, words) => {
  const outcome = await addEndpoint(as(administrator), { ...hook, ...change });
  expect(outcome).toMatchObject({
    ok: false,
    refusal: { code: "invalid", message: expect.stringMatching(words) },
  });
});

it("plain http is taken where an administrator of the server allowed host and port", async () => {
  expect(await added("http://inside.example:8080/hook")).toMatchObject({ title: "Paging" });
  const otherPort = await addEndpoint(as(administrator), { ...hook, url: "http://inside.example/hook" });
  expect(otherPort).toMatchObject({ ok: false });
});

it("an endpoint that is off speaks for nobody until it is on again", async () => {
  const { id } = await added();
  const speaks = async () => (await findEndpointsFor(["consumer"])).some((endpoint) => endpoint.id === id);
  expect(await speaks()).toBe(true);
  await setEndpointActive(as(administrator), { id, isActive: false });
  expect(await speaks()).toBe(false);
  await setEndpointActive(as(administrator), { id, isActive: true });
  expect(await speaks()).toBe(true);
});

it("an endpoint that is off can be removed by an administrator, and is gone with its secret; one that is on cannot", async () => {
  const { id } = await added();
  expect(await removeEndpoint(as(outsider), { id })).toMatchObject({ refusal: { code: "unauthorised" } });
  expect(await removeEndpoint(as(administrator), { id })).toMatchObject({
    refusal: { message: "Paging is on. Turn it off before you remove it." },
  });
  await setEndpointActive(as(administrator), { id, isActive: false });
  expect(await removeEndpoint(as(administrator), { id })).toMatchObject({ ok: true });
  expect((await listEndpoints()).map((endpoint) => endpoint.id)).not.toContain(id);
  expect(await removeEndpoint(as(administrator), { id })).toMatchObject({ refusal: { code: "stale" } });
  await setEndpointActive(as(administrator), { id, isActive: true });
  expect((await findEndpointsFor(["consumer"])).map((endpoint) => endpoint.id)).not.toContain(id);
  const [kept] = await withClient(
    database.superuser,
    async (client) => (await client.query('SELECT secret FROM "WebhookEndpoint" WHERE id = $1', [id])).rows,
  );
  expect(kept).toEqual({ secret: "" });
});

it("whoever may not change endpoints sees their hosts alone, since a path may be the receiver's own secret", async () => {
  await added();
  const { endpoints } = await readChannels({ isAdministrator: false });
  expect(JSON.stringify(endpoints)).not.toContain("s3cret-path");
  expect(endpoints[0]).toMatchObject({ audience: "Consumer" });
});

it("a chat's whole address is its secret: sealed at rest, its host alone is shown, to administrators too", async () => {
  const url = "https://hooks.slack.com/services/T0/B0/c4nary";
  const outcome = await addEndpoint(as(administrator), { ...hook, kind: "slack", title: "Room", url });
  expect(outcome).toMatchObject({ ok: true, value: { title: "Room", secret: null } });
  const { rows } = await withClient(database.superuser, (client) =>
    client.query(`SELECT url || secret AS kept FROM "WebhookEndpoint" WHERE kind = 'slack'`),
  );
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain("c4nary");
  const view = await readChannels({ isAdministrator: true });
  expect(JSON.stringify(view)).not.toContain("c4nary");
  expect(view.endpoints.find(({ kind }) => kind === "slack")).toMatchObject({ address: "hooks.slack.com" });
});
