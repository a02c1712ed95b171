import { afterAll, beforeAll, expect, it } from "vitest";
import { type OwnKey, ownKey } from "#lib/commands/testing/own-key.ts";
import { settings } from "#lib/platform/env.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { handInEvidence } from "../evidence/hand-in.ts";
import { closeIncident } from "../incident/close.ts";
import { openAttestation } from "../mode/open-attestation.ts";
import { signAttestation } from "../mode/sign-attestation.ts";
import { sendNotice } from "../notice/send.ts";
import { publishStatus } from "../status/publish.ts";
import { declared, edge, reached } from "../testing/incidents.ts";
import { accepted, asking, type Stage, setStage, stateOf } from "../testing/stage.ts";
import { measureBaseline } from "./measure-baseline.ts";
import { recordFact } from "./record-fact.ts";
import { reportCheck } from "./report-check.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";

let stage: Stage;
let as: ReturnType<typeof asking>;
let key: OwnKey;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
  as = asking(stage);
  key = await ownKey(stage.cast.sigrid);
});
afterAll(disconnectStore);

const facts = {
  startedAt: "2026-11-21T09:55:00.000Z",
  routes: "/orders",
  environment: "production",
  tenants: "all",
  requestVolume: "Half of all requests",
  isolationAtRisk: "no",
  oneFeature: "no",
  deploymentSuspected: "no",
  requestIds: "req-1, req-2",
  securityChanged: "no",
};

async function measured(reference: string) {
  for (const check of ["error-rate", "latency"]) {
    const baseline = { reference, check, value: 100, tolerancePercent: 10, source: "The graph of last week" };
    accepted(await measureBaseline(as("sam"), baseline));
    const report = { reference, check, passed: null, value: 101, command: "curl /stats", output: "101" };
    accepted(await reportCheck(as("sam"), report));
  }
  const flows = {
    reference,
    check: "flows",
    passed: true,
    value: null,
    command: "smoke",
    output: "all pass",
  };
  accepted(await reportCheck(as("sam"), flows));
  const proof = { kind: "text", summary: "All is back", body: "Error rate and latency as before." } as const;
  accepted(await handInEvidence(as("sam"), { reference, requirement: "verification", ...proof }));
}

async function signed(reference: string) {
  const draft = { reference, attestation: "no-open-risk", reason: "Isolation was tested again." };
  const opened = accepted(await openAttestation(as("sigrid"), draft));
  const { url } = settings();
  const ceremony = {
    challenge: opened.passkey?.challenge ?? "",
    origin: url,
    rpId: new URL(url).hostname,
  };
  accepted(
    await signAttestation(as("sigrid"), {
      reference,
      challenge: opened.challenge,
      shownDigest: opened.statementDigest,
      by: { method: "passkey" as const, response: key.assert(ceremony) },
    }),
  );
}

async function told(reference: string) {
  const fields = { news: "All is back to normal." };
  accepted(await sendNotice(as("nora"), { reference, template: "recovered", fields }));
  await reached(reference);
  const services = [{ id: stage.service, health: "operational" as const }];
  const status = { services, title: "All is well again", body: "It is mended." };
  accepted(await publishStatus(as("nora"), { reference, state: "resolved", ...status }));
}

it("[WP-5] [WP-5.5] [WP-6] with evidence, values and signature in it closes, and the time of closing is recorded", async () => {
  const reference = await declared(stage, await edge(stage), "milo");
  for (const [fact, value] of Object.entries(facts))
    accepted(await recordFact(as("sam"), { reference, fact, value }));
  await measured(reference);
  await signed(reference);
  await told(reference);
  const before = await databaseNow();
  expect((await stateOf(reference)).closedAt).toBeNull();
  accepted(await closeIncident(as("milo"), { reference, summary: "It is back." }));
  const { status, closedAt } = await stateOf(reference);
  expect(status).toBe("closed");
  expect(closedAt && closedAt >= before).toBe(true);
});
