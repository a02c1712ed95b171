import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accepted, asConsole, asking, type Stage, setStage } from "#lib/commands/testing/stage.ts";
import { serviceV3Rollback } from "#lib/protocols/service-v3-rollback.ts";
import { withClient } from "#scripts/postgres/roles.ts";
import { testDatabase } from "#scripts/testing/database.ts";

process.env.HOLDPOINT_LOG_LEVEL = "silent";
const database = await testDatabase();
const { connectStore, disconnectStore } = await import("#lib/store/client.ts");
const { publishPack } = await import("#lib/store/packs.ts");
const { withTransaction } = await import("#lib/store/transaction.ts");
const { parsePack } = await import("#lib/domain/protocol/parse-pack.ts");
const { createToken } = await import("#lib/commands/tokens/create.ts");
const { revokeToken } = await import("#lib/commands/tokens/revoke.ts");
const { removePerson } = await import("#lib/commands/people/remove.ts");
const { declared, mvp4, playRun, serviceV3, startedRun } = await import("#lib/commands/testing/incidents.ts");
const { handInEvidence } = await import("#lib/commands/evidence/hand-in.ts");
const { GET } = await import("./route.ts");

let stage: Stage;
let token: string;
let reference: string;
let environment: string;

const promotion = {
  ...serviceV3Rollback.freezes?.promotion,
  title: "Nothing moves while the payload has drifted",
  actions: ["promote" as const, "deploy" as const],
  startsAt: "IncidentDeclared" as const,
  liftsAt: "IncidentClosed" as const,
  admits: { roles: ["producer-lead"], work: ["rollback" as const] },
};

beforeAll(async () => {
  stage = await setStage();
  const pack = parsePack({
    ...serviceV3Rollback,
    version: "9.0.0",
    freezes: { ...serviceV3Rollback.freezes, promotion },
  });
  if (!pack.ok) throw new Error(JSON.stringify(pack.problems));
  await withTransaction((tx) => publishPack(tx, pack.pack));
  token = await newToken("pipeline");
  const draft = await serviceV3(stage, { trigger: "payload-drift", severity: "SEV-2" });
  environment = draft.services[0]?.environment ?? "";
  reference = await declared(stage, draft);
});
afterAll(() => disconnectStore());

const newToken = async (name: string) =>
  accepted(await createToken(asConsole(), { name, scopes: ["freeze:read"] })).value;

type Asked = Record<string, string | undefined>;

async function ask(change: Asked = {}, authorization: string | null = `Bearer ${token}`) {
  const query: Asked = { service: "storefront", environment, action: "deploy", ...change };
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const url = `http://localhost/api/v1/freeze?${new URLSearchParams(given)}`;
  const response = await GET(new Request(url, { headers: authorization === null ? {} : { authorization } }));
  return { status: response.status, headers: response.headers, body: await response.json() };
}

describe("what a pipeline is told", () => {
  it("[MKC-2.3] [PT-2] it is frozen, by which incident and rule, since when, what lifts it, and where to look", async () => {
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body).toMatchObject({ frozen: true, admitted: false });
    expect(body.freezes).toEqual([
      {
        incident: reference,
        title: "Nothing moves while the payload has drifted",
        rule: "MKC-2.3",
        since: expect.stringMatching(/^\d{4}-.*Z$/),
        liftsWhen: expect.stringMatching(/^the evidence “.*” is in or the incident is closed$/),
        admits: ["Producer lead", "rollback work"],
        admittedAs: null,
        room: `http://localhost:3000/incidents/${reference}`,
      },
    ]);
    expect(body.why).toContain(`${reference} froze it`);
  });

  it("[PT-2] [PT-2.8] a holder of the named role in that incident is admitted, nobody else, and no more once removed", async () => {
    expect((await ask({ actor: "Priya@Example.com" })).body).toMatchObject({ frozen: true, admitted: true });
    expect((await ask({ actor: "maya@example.com" })).body).toMatchObject({ admitted: false });
    expect((await ask({ actor: "nobody@example.com" })).body).toMatchObject({ admitted: false });
    accepted(await removePerson(asConsole(), { personId: stage.cast.priya }));
    expect((await ask({ actor: "priya@example.com" })).body).toMatchObject({ admitted: false });
  });

  it("[PT-2] rollback work is admitted, incident work is not where the rule does not name it", async () => {
    expect((await ask({ work: "rollback" })).body).toMatchObject({ frozen: true, admitted: true });
    expect((await ask({ work: "incident" })).body).toMatchObject({ frozen: true, admitted: false });
  });

  it("[PT-2] another environment is free to be deployed to, and not to be promoted to", async () => {
    const other = stage.freeEnvironment();
    expect((await ask({ environment: other })).body).toMatchObject({
      frozen: false,
      admitted: true,
      freezes: [],
    });
    expect((await ask({ environment: other, action: "promote" })).body).toMatchObject({ frozen: true });
  });

  it("[MKC-2.3] it is free again once what lifts the freeze has happened", async () => {
    const proof = { kind: "text", summary: "The payload is as agreed", body: "diff: none" } as const;
    accepted(await handInEvidence(asking(stage)("paul"), { reference, requirement: "payload", ...proof }));
    expect((await ask()).body).toMatchObject({ frozen: false, admitted: true, freezes: [] });
  });
});

it("[SM-16] while a rollback runs the door answers pipelines: nobody deploys but who rolls back, until it is verified", async () => {
  const draft = await mvp4(stage);
  const place = { environment: draft.services[0]?.environment ?? "" };
  const outage = await declared(stage, draft, "sam");
  expect((await ask(place)).body).toMatchObject({ frozen: false });
  const run = await startedRun(stage, outage, "emergency", "sam");
  const { body } = await ask(place);
  expect(body).toMatchObject({
    frozen: true,
    admitted: false,
    freezes: [{ incident: outage, rule: "SM-16" }],
  });
  expect((await ask({ ...place, actor: "olga@example.com" })).body).toMatchObject({ admitted: false });
  expect((await ask({ ...place, actor: "sam@example.com" })).body).toMatchObject({ admitted: true });
  await playRun(outage, run);
  expect((await ask(place)).body).toMatchObject({ frozen: false });
});

describe("who may ask", () => {
  it.each([
    ["without a token", null, /Send a token/],
    ["with another scheme", "Basic abc", /Send a token/],
    ["with something that is no token", "Bearer secret", /unknown/],
    ["with a token that was never made", `Bearer hpt_${"a".repeat(43)}`, /unknown/],
  ])("401 %s, and no service is named", async (_, authorization, words) => {
    const { status, headers, body } = await ask({ service: "nowhere" }, authorization);
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toContain("Bearer");
    expect(body).toMatchObject({ error: "unauthorised", message: expect.stringMatching(words) });
    expect(JSON.stringify(body)).not.toContain("storefront");
  });

  it("401 from the moment that the token is revoked", async () => {
    const made = accepted(await createToken(asConsole(), { name: "short", scopes: ["freeze:read"] }));
    expect((await ask({}, `Bearer ${made.value}`)).status).toBe(200);
    accepted(await revokeToken(asConsole(), { id: made.id }));
    expect((await ask({}, `Bearer ${made.value}`)).status).toBe(401);
  });

  it("403 for a token without the scope, which is named", async () => {
    const value = await newToken("elsewhere");
    await withClient(database.superuser, (client) =>
      client.query(`UPDATE "ApiToken" SET scopes = '{other:read}' WHERE name = 'elsewhere'`),
    );
    const { status, body } = await ask({ service: "nowhere" }, `Bearer ${value}`);
    expect(status).toBe(403);
    expect(body.message).toMatch(/"elsewhere" lacks the scope freeze:read/);
  });

  it("429 for a token that asks too often in a minute, all at once too, and says when to ask again", async () => {
    const value = await newToken("eager");
    const statuses = await Promise.all(
      Array.from({ length: 121 }, async () => (await ask({}, `Bearer ${value}`)).status),
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    const { status, headers } = await ask({}, `Bearer ${value}`);
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask()).status).toBe(200);
  });
});

describe("what it must be asked with", () => {
  it.each([
    [{ service: undefined }, "service", /key of a registered service/],
    [{ service: " " }, "service", /key of a registered service/],
    [{ environment: undefined }, "environment", /an environment of the service/],
    [{ action: undefined }, "action", /deploy, promote, merge, claim/],
    [{ action: "constructor" }, "action", /deploy, promote, merge, claim/],
    [{ actor: "Maya" }, "actor", /mail address/],
    [{ work: "feature" }, "work", /rollback or incident/],
    [{ branch: "main" }, "branch", /no such parameter/],
  ])("400 for %o names the parameter and what was expected", async (change, name, expected) => {
    const { status, body } = await ask(change);
    expect(status).toBe(400);
    expect(body.message).toContain(`${name}: expected`);
    expect(body.parameters).toEqual([{ name, expected: expect.stringMatching(expected) }]);
  });

  it("400 for a parameter that is given twice", async () => {
    const url = `http://localhost/api/v1/freeze?service=a&service=b&environment=c&action=deploy`;
    const response = await GET(new Request(url, { headers: { authorization: `Bearer ${token}` } }));
    expect(response.status).toBe(400);
    expect((await response.json()).message).toBe("service: expected it once.");
  });

  it("404 for an unknown service or environment names the known ones", async () => {
    const service = await ask({ service: "nowhere" });
    expect(service).toMatchObject({ status: 404, body: { message: expect.stringContaining("storefront") } });
    const place = await ask({ environment: "moon" });
    expect(place).toMatchObject({ status: 404, body: { message: expect.stringContaining("production") } });
  });
});

it("503 while the database cannot be reached: the answer is not known, and nothing is let through by it", async () => {
  await disconnectStore();
  connectStore("postgresql://holdpoint_app:none@127.0.0.1:9/none");
  const { status, body, headers } = await ask();
  expect(status).toBe(503);
  expect(headers.get("retry-after")).toBe("5");
  expect(body).toEqual({ error: "unavailable", message: expect.stringContaining("database") });
});
