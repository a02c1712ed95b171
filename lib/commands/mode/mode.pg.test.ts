import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type OwnKey, ownKey } from "#lib/commands/testing/own-key.ts";
import { minutesAfter } from "#lib/domain/clock/firing.ts";
import { canonicalJson } from "#lib/platform/canonical.ts";
import { sha256 } from "#lib/platform/digest.ts";
import { settings } from "#lib/platform/env.ts";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { databaseNow } from "#lib/store/transaction.ts";
import { testDatabase } from "#scripts/testing/database.ts";
import { handOverRole } from "../commander/hand-over-role.ts";
import { handInEvidence } from "../evidence/hand-in.ts";
import { sendNotice } from "../notice/send.ts";
import { recordStep } from "../rollback/record-step.ts";
import { ruleOnStep } from "../rollback/rule-on-step.ts";
import { startRollback } from "../rollback/start.ts";
import type { OpenedSigning } from "../signing/open.ts";
import type { Name } from "../testing/cast.ts";
import {
  begunStep,
  declared,
  failing,
  playRun,
  reached,
  seenDigestOf,
  startedRun,
} from "../testing/incidents.ts";
import { accepted, asConsole, asking, type Stage, setStage, stateOf, typesAfter } from "../testing/stage.ts";
import { recordFact } from "../triage/record-fact.ts";
import { recordKnownBlocker } from "../triage/record-known-blocker.ts";
import { reportCheck } from "../triage/report-check.ts";
import { changeScope } from "./change-scope.ts";
import { confirmTarget } from "./confirm-target.ts";
import { declareMode } from "./declare-mode.ts";
import { openAttestation } from "./open-attestation.ts";
import { signAttestation } from "./sign-attestation.ts";
import { unfreeze } from "./unfreeze.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";

let stage: Stage;
let as: ReturnType<typeof asking>;
let reference: string;
let key: OwnKey;

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  stage = await setStage();
  as = asking(stage);
  key = await ownKey(stage.cast.milo);
});
afterAll(disconnectStore);
beforeEach(async () => {
  reference = await declared(stage, await failing(stage), "milo");
});

const reason = "It cannot go on";
const enter = (scope = "L1", by: Name = "milo", reasons = ["regression"]) =>
  declareMode(as(by), { reference, reasons, scope, reason });
const targets = [
  ["deployment", "ava", "1.4.2"],
  ["migrations", "dan", "42"],
  ["configuration", "ivo", "v1.4.2"],
  ["cutover", "dan", "2026-11-21T09:30:00.000Z"],
] as const;
const identify = async () => {
  for (const [target, by, value] of targets)
    accepted(await confirmTarget(as(by), { reference, target, value }));
};
const leads = { "endpoint-parity": "ava", "runtime-start": "ivo", idempotency: "dan" } as const;
const start = async () =>
  startRollback(as("milo"), {
    reference,
    plan: "rollback",
    seenDigest: await seenDigestOf(stage, reference, "rollback"),
    reason,
  });
const handIn = (requirement: string, by: Name, body = "ok") =>
  handInEvidence(as(by), {
    reference,
    requirement,
    kind: "command-output",
    exitCode: 0,
    summary: requirement,
    body,
  });
const report = (check: string, by: Name, passed = true) =>
  reportCheck(as(by), { reference, check, passed, value: null, command: "", output: "as printed" });

/** Rolled back at the narrowest level, with its lanes' evidence in. */
async function rolledBack(): Promise<void> {
  accepted(await enter());
  await identify();
  await playRun(reference, await startedRun(stage, reference, "rollback", "milo"));
  accepted(await handIn("endpoint-parity", "ava"));
  accepted(await handIn("runtime-start", "ivo"));
}

describe("rollback mode", () => {
  it("[PT-4] is declared by who commands, with time, reason and level, and freezes at once", async () => {
    for (const by of ["ava", "dan", "nora"] as const)
      expect(await enter("L2", by)).toMatchObject({ refusal: { code: "unauthorised", rule: "PT-4" } });
    expect(await enter("L2", "milo", [])).toMatchObject({ ok: false });
    expect((await stateOf(reference)).freezes).toEqual([]);
    accepted(await enter("L2"));
    const { mode, freezes } = await stateOf(reference);
    expect(mode).toMatchObject({ by: stage.cast.milo, scope: "L2", reasons: ["regression"] });
    expect(mode?.at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(freezes.map(({ actions }) => actions.join())).toEqual(["merge", "claim", "promote", "deploy"]);
    expect(await enter("L2")).toMatchObject({ refusal: { code: "conflict" } });
  });

  it("[PT-3] the level decides what runs, and does not move once it does", async () => {
    accepted(await enter("L1"));
    accepted(await changeScope(as("milo"), { reference, scope: "L2", reason: "The schema, too" }));
    expect(await changeScope(as("ava"), { reference, scope: "L3", reason })).toMatchObject({
      refusal: { code: "unauthorised", rule: "PT-3" },
    });
    await identify();
    accepted(await start());
    const { runs } = await stateOf(reference);
    const ids = runs[0]?.steps.map(({ id }) => id);
    expect(ids).toEqual(["runtimes", "configuration", "policy", "schema", "version", "health", "review"]);
    expect(await changeScope(as("milo"), { reference, scope: "L3", reason })).toMatchObject({
      refusal: { code: "rule", rule: "PT-3" },
    });
  });

  it("[PT-5] no step starts before each target is confirmed by its lead", async () => {
    accepted(await enter());
    expect(await confirmTarget(as("ivo"), { reference, target: "cutover", value: "x" })).toMatchObject({
      refusal: { code: "unauthorised", rule: "PT-5.4" },
    });
    const refused = await start();
    expect(refused.ok ? [] : refused.refusal.blockers.map(({ rule }) => rule)).toEqual([
      ...["PT-5.1", "PT-5.2", "PT-5.3", "PT-5.4"],
    ]);
    await identify();
    accepted(await start());
  });
});

describe("the lanes", () => {
  it("[PT-6] a step that stops is ruled on by its lane's lead, and by no other lead", async () => {
    accepted(await enter());
    await identify();
    const run = await startedRun(stage, reference, "rollback", "milo");
    const step = await begunStep(reference, run);
    if (step === null) throw new Error("a step waits");
    const result = { outcome: "failed", cause: "exit" } as const;
    const seen = { durationMs: 5, exitCode: 1, outputDigest: sha256("no"), tail: "no" };
    accepted(await recordStep(asConsole(), { ...step, ...seen, result }));
    const ruling = { reference, run, step: "runtimes", attempt: 1, ruling: "retry", reason } as const;
    expect(await ruleOnStep(as("dan"), ruling)).toMatchObject({
      refusal: { code: "unauthorised", rule: "PT-6.1" },
    });
    accepted(await ruleOnStep(as("ava"), ruling));
  });

  it("[PT-1] a lane that is handed over has another holder, and the log says so", async () => {
    const { seq } = await stateOf(reference);
    const handed = { reference, role: "api-lead", from: stage.cast.ava, to: stage.cast.sam };
    accepted(await handOverRole(as("ava"), { ...handed, state: "The API is half way back" }));
    expect(await typesAfter(reference, seq)).toContain("RoleHandedOver");
    accepted(await enter());
    const confirmed = { reference, target: "deployment", value: "1.4.2" };
    expect(await confirmTarget(as("ava"), confirmed)).toMatchObject({ refusal: { rule: "PT-5.1" } });
    accepted(await confirmTarget(as("sam"), confirmed));
  });

  it("[PT-12] evidence is added to and never rewritten: the newer stands beside the older", async () => {
    await rolledBack();
    accepted(await handIn("endpoint-parity", "ava", "ok, seen again"));
    const items = (await stateOf(reference)).evidence.filter((one) => one.requirement === "endpoint-parity");
    expect(items.map(({ supersededBy }) => supersededBy)).toEqual([items[1]?.evidence, null]);
    expect(items[0]?.sha256).not.toBe(items[1]?.sha256);
  });

  it("[PT-12.1] a run at the widest level verifies the chain itself, and is not over before the chain is verified after it", async () => {
    accepted(await enter("L3"));
    accepted(await handIn("chain-verification", "dan"));
    await identify();
    const run = await startedRun(stage, reference, "rollback", "milo");
    await playRun(reference, run);
    for (const requirement of ["endpoint-parity", "runtime-start", "idempotency"] as const)
      accepted(await handIn(requirement, leads[requirement]));
    for (const requirement of ["repair-notes", "tenant-isolation", "incident-links"])
      accepted(await handIn(requirement, "dan"));
    for (const requirement of ["revocation", "rotation-log", "scope-summary"])
      accepted(await handIn(requirement, "sigrid"));
    const seen = async () => (await stateOf(reference)).runs.find((one) => one.run === run);
    const verifications = (await seen())?.steps.filter(({ id }) => id === "audit-chain");
    expect(verifications?.map(({ status }) => status)).toEqual(["succeeded"]);
    expect((await seen())?.status).toBe("verified");
    accepted(await handIn("chain-verification", "dan", "ok, after the rollback"));
    expect((await seen())?.status).toBe("complete");
  });
});

const reporters = [
  ["ci", "ava"],
  ["health", "ivo"],
  ["smoke", "ava"],
  ["emission", "dan"],
] as const;
const check = async (without?: string) => {
  for (const [name, by] of reporters) if (name !== without) accepted(await report(name, by));
};
const own = () => recordFact(as("milo"), { reference, fact: "nextOwner", value: "The platform team" });
const tell = async (template: string, fields: Record<string, string> = {}) => {
  const nextUpdateAt = minutesAfter(await databaseNow(), 30, 1);
  accepted(await sendNotice(as("nora"), { reference, template, fields, nextUpdateAt }));
  await reached(reference);
};
const lift = (by: Name = "milo") => unfreeze(as(by), { reference, scope: "Everything" });
const said = { done: "API", doing: "Checks", risks: "None known" };

describe("the unfreeze", () => {
  it("[PT-9] waits for all four, is the commander's, and lifts every freeze", async () => {
    await rolledBack();
    const rules = async () => {
      const refused = await lift();
      return refused.ok ? [] : refused.refusal.blockers.map(({ rule }) => rule);
    };
    expect(new Set(await rules())).toEqual(new Set(["PT-9.2", "PT-9.3", "PT-9.4"]));
    await check();
    accepted(await own());
    await tell("declaration");
    expect(await rules()).toEqual(["PT-9.4"]);
    await tell("update", said);
    expect(await lift("ava")).toMatchObject({ refusal: { code: "unauthorised", rule: "PT-9" } });
    accepted(await lift());
    const { freezes, unfrozen } = await stateOf(reference);
    expect(unfrozen?.by).toBe(stage.cast.milo);
    expect(freezes.map(({ liftedAt }) => liftedAt === null)).toEqual([false, false, false, false]);
  });

  it("[PT-8] a known blocker stands for the pull-request check alone, and says what it is", async () => {
    await rolledBack();
    await check("ci");
    const blocked = { reference, check: "ci", blocker: "Flaky since March", link: "" };
    expect(await recordKnownBlocker(as("ava"), { ...blocked, check: "smoke" })).toMatchObject({
      refusal: { code: "rule", rule: "PT-8.3" },
    });
    const open = await lift();
    expect(open.ok ? "" : open.refusal.blockers.map(({ message }) => message).join()).toContain(
      "Pull-request",
    );
    accepted(await recordKnownBlocker(as("ava"), blocked));
    const left = await lift();
    expect(left.ok ? [] : left.refusal.blockers.map(({ rule }) => rule)).not.toContain("PT-9.2");
  });

  it("[PT-10] the update that a declaration promises is a clock", async () => {
    accepted(await enter());
    await tell("declaration");
    const clock = async () => (await stateOf(reference)).clocks.at(0);
    expect(await clock()).toMatchObject({ clock: "next-update", rule: "PT-10", metAt: null });
    await tell("update", said);
    expect((await clock())?.status).toBe("met");
  });
});

describe("an accepted risk", () => {
  const draft = { attestation: "accepted-risk", reason: "The red check is of a page that nobody uses" };
  const open = async () => accepted(await openAttestation(as("milo"), { reference, ...draft }));
  const signature = ({ passkey }: OpenedSigning) => {
    const { url } = settings();
    const ceremony = { challenge: passkey?.challenge ?? "", origin: url, rpId: new URL(url).hostname };
    return { method: "passkey" as const, response: key.assert(ceremony) };
  };
  const send = (opened: OpenedSigning, by = signature(opened), shownDigest = opened.statementDigest) =>
    signAttestation(as("milo"), { reference, challenge: opened.challenge, shownDigest, by });

  it("[PT-9] is opened for the role alone, and signed over exactly what was shown", async () => {
    expect(await openAttestation(as("ava"), { reference, ...draft })).toMatchObject({
      refusal: { code: "unauthorised", rule: "PT-9.2" },
    });
    const opened = await open();
    expect(JSON.parse(opened.statement)).toMatchObject({
      schema: "holdpoint-attestation-v1",
      incident: reference,
      attestation: "accepted-risk",
      person: stage.cast.milo,
      reasonDigest: sha256(canonicalJson(draft.reason)),
    });
    accepted(await send(opened));
    expect((await stateOf(reference)).attestations["accepted-risk"]).toMatchObject({
      statement: opened.statement,
      proof: { method: "passkey", credentialId: key.credentialId },
    });
  });

  it("[PT-9] sent again, or over another text, is refused and records nothing", async () => {
    const first = await open();
    const other = await open();
    expect(await send(first, signature(first), sha256("another text"))).toMatchObject({
      refusal: { code: "stale" },
    });
    expect(await send(other, signature(first))).toMatchObject({ refusal: { code: "unauthorised" } });
    expect((await stateOf(reference)).attestations).toEqual({});
    const opened = await open();
    const by = signature(opened);
    accepted(await send(opened, by));
    expect(await send(opened, by)).toMatchObject({ refusal: { code: "stale" } });
  });

  it("[PT-9] stands for a check that is red", async () => {
    await rolledBack();
    await check("smoke");
    accepted(await report("smoke", "ava", false));
    const rules = async () => {
      const refused = await lift();
      return refused.ok ? [] : refused.refusal.blockers.map(({ rule }) => rule);
    };
    expect(await rules()).toContain("PT-9.2");
    accepted(await send(await open()));
    expect(await rules()).not.toContain("PT-9.2");
  });
});
