import { describe, expect, it } from "vitest";
import type { Decided } from "#lib/domain/incident/circumstances.ts";
import { closingBlockers } from "#lib/domain/incident/decide/close.ts";
import { obligations } from "#lib/domain/incident/obligations.ts";
import { startsRollback, stepsSucceed } from "#lib/domain/incident/testing/acts.ts";
import { minute, personWith } from "#lib/domain/incident/testing/cast.ts";
import { followsOwed } from "#lib/domain/incident/testing/follow-owed.ts";
import { chooses, findsOut, remembers, reports } from "#lib/domain/incident/testing/found-out.ts";
import { attests, confirmsTarget } from "#lib/domain/incident/testing/mode.ts";
import { declarationOf, packOf, Story } from "#lib/domain/incident/testing/story.ts";
import { edgePlatform } from "./edge-platform.ts";

const pack = packOf(edgePlatform);
const commander = personWith(1, ["commander"]);
const speaker = personWith(2, ["communications"]);
const engineer = personWith(3, ["on-call-sre"]);
const security = personWith(4, ["security-lead"]);
const cast = [commander, speaker, engineer, security];
const everybody = cast.map(({ id, roles, party }) => ({ person: id, roles, party }));
const alone = { otherCriticalIncidents: 0 };

type Change = { trigger?: string; severity?: string; participants?: typeof everybody };
const declares = (change: Change = {}, at = 1) => {
  const story = new Story(pack);
  const input = { trigger: "deployment-regression", severity: "SEV-2", participants: everybody, ...change };
  return { story, decided: story.declares(at, commander, declarationOf(input)) };
};
const room = (change: Change = {}) => {
  const { story, decided } = declares(change);
  if (!decided.ok) throw new Error(decided.refusal.message);
  return story;
};
const refusal = (decided: Decided) => (decided.ok ? null : decided.refusal);
const severity = (id: string) => pack.severities.find((one) => one.id === id);
const services = ["api-worker", "ingest-worker", "queue-consumer", "admin-pages", "user-portal"];
const identified = (story: Story) => {
  for (const service of services) confirmsTarget(story, 3, engineer, service);
};

describe("[WP-1] severities of its own", () => {
  it.each([
    ["[WP-1.1]", "SEV-1", "isolated", ["tenant-isolation", "authorization-bypass", "production-outage"]],
    ["[WP-1.2]", "SEV-2", "business", ["feature-outage"]],
    ["[WP-1.3]", "SEV-3", "way around", ["degraded"]],
  ])("%s %s means what the playbook says, and its triggers are never less", (_, id, means, triggers) => {
    expect(severity(id)?.means).toContain(means);
    const lower = pack.severities[pack.severities.findIndex((one) => one.id === id) + 1];
    for (const trigger of triggers) {
      expect(declares({ trigger, severity: id }).decided.ok).toBe(true);
      if (lower !== undefined)
        expect(refusal(declares({ trigger, severity: lower.id }).decided)).toMatchObject({ code: "rule" });
    }
  });
});

describe("the first 15 minutes", () => {
  const facts = [
    ["[WP-2.1]", "startedAt"],
    ["[WP-2.2]", "routes"],
    ["[WP-2.3]", "environment"],
    ["[WP-2.4]", "tenants"],
    ["[WP-2.4]", "requestVolume"],
  ] as const;

  it("[WP-2] are a clock from the identification, met only by everything that triage asks", () => {
    const story = room();
    expect(story.clock("triage")).toMatchObject({ startedAt: minute(0), dueAt: minute(15), rule: "WP-2" });
    for (const [, fact] of facts) {
      expect(story.clock("triage").metAt).toBeNull();
      findsOut(story, 5, engineer, fact);
    }
    expect(story.clock("triage").metAt).toBe(minute(5));
  });

  it("[WP-2.1] take no start that lies after now", () => {
    const story = room();
    expect(refusal(findsOut(story, 5, engineer, "startedAt", minute(6)))).toMatchObject({
      rule: "WP-2.1",
      message: expect.stringContaining("lies after now"),
    });
    expect(findsOut(story, 5, engineer, "startedAt", minute(5)).ok).toBe(true);
  });

  it.each(facts)("%s ask for %s, and are not over without it", (_, left) => {
    const story = room();
    const owed = obligations(story.state, pack).map(({ act }) => act);
    expect(owed).toContainEqual({ kind: "record-fact", fact: left });
    for (const [, fact] of facts) if (fact !== left) findsOut(story, 5, engineer, fact);
    expect(story.clock("triage").metAt).toBeNull();
  });

  it("[WP-2.5] are not over before a commander and a communications owner are named", () => {
    const story = room({ participants: everybody.filter(({ person }) => person !== speaker.id) });
    for (const [, fact] of facts) findsOut(story, 5, engineer, fact);
    expect(story.clock("triage").metAt).toBeNull();
    const owed = obligations(story.state, pack).map(({ act }) => act);
    expect(owed).toContainEqual({ kind: "assign-role", role: "communications" });
    expect(owed).not.toContainEqual({ kind: "assign-role", role: "commander" });
  });

  it("[WP-2.6] begin with a declared severity, and the timeline runs from then on", () => {
    const story = room();
    expect(story.state.severity).toBe("SEV-2");
    expect(story.log[0]?.type).toBe("IncidentDeclared");
  });
});

describe("[WP-3] containment", () => {
  it.each([
    ["[WP-3.1]", "isolationAtRisk", "deny-route"],
    ["[WP-3.2]", "oneFeature", "isolate-path"],
    ["[WP-3.3]", "deploymentSuspected", "go-back"],
  ])("%s is offered by condition: %s lets %s be chosen", (_, fact, play) => {
    const story = room();
    findsOut(story, 2, engineer, fact, "no");
    expect(refusal(chooses(story, 3, commander, play))).toMatchObject({ code: "rule" });
    findsOut(story, 4, engineer, fact, "yes");
    expect(obligations(story.state, pack).map(({ act }) => act)).toContainEqual({ kind: "choose-play" });
    expect(chooses(story, 5, commander, play).ok).toBe(true);
  });

  it.each([
    ["isolate-path", "oneFeature"],
    ["go-back", "deploymentSuspected"],
  ])("[WP-3.1] that protects data goes before %s", (play, fact) => {
    const story = room();
    findsOut(story, 2, engineer, "isolationAtRisk", "yes");
    findsOut(story, 2, engineer, fact, "yes");
    expect(refusal(chooses(story, 3, commander, play))).toMatchObject({ code: "rule", rule: "WP-3.1" });
    chooses(story, 4, commander, "deny-route");
    expect(chooses(story, 5, commander, play).ok).toBe(true);
  });

  it("[WP-3.3] of a regression since a deployment asks for the last good one", () => {
    expect(pack.triggers["deployment-regression"]?.requires.plan).toBe("redeploy");
    expect(refusal(declares({ trigger: "deployment-regression", severity: "SEV-3" }).decided)?.rule).toBe(
      "WP-3.3",
    );
  });
});

describe("[WP-4] the redeployment", () => {
  it("[WP-4] does not start before the stable version of each service is identified", () => {
    const story = room();
    const refused = refusal(startsRollback(story, 2, engineer, "redeploy"));
    expect(refused).toMatchObject({ code: "rule", rule: "WP-4" });
    expect(refused?.blockers).toHaveLength(services.length);
    identified(story);
    expect(startsRollback(story, 4, engineer, "redeploy").ok).toBe(true);
  });

  it.each(services.map((service, index) => [`[WP-4.${index + 1}]`, service, index] as const))(
    "%s takes %s back to its stable version, by its own means",
    (_, service, index) => {
      const step = pack.plans.redeploy?.steps.find(({ id }) => id === service);
      expect(step).toMatchObject({
        kind: "act",
        action: index < 3 ? "workers/redeploy" : "pages/redeploy",
        with: { service },
        rule: `WP-4.${index + 1}`,
      });
      const story = room();
      expect(confirmsTarget(story, 3, engineer, service).ok).toBe(true);
      expect(refusal(confirmsTarget(story, 3, speaker, service))?.rule).toBe(`WP-4.${index + 1}`);
    },
  );

  it("[WP-4] takes no other version as stable than the one that it redeploys", () => {
    const story = room();
    expect(refusal(confirmsTarget(story, 3, engineer, "api-worker", "1.3.0"))).toMatchObject({
      code: "invalid",
      rule: "WP-4.1",
      message: expect.stringContaining('Confirm "1.4.2"'),
    });
    expect(story.state.targets).toEqual({});
  });

  it("[WP-4.6] ends with the smoke tests", () => {
    const verify = pack.plans.redeploy?.steps.filter(({ kind }) => kind === "verify");
    expect(verify?.map(({ action }) => action)).toEqual(["application/health", "application/smoke"]);
  });
});

describe("the end", () => {
  const open = (story: Story) => closingBlockers(story.state, pack, alone).map(({ rule }) => rule);

  it("[WP-5] is not reached before the evidence is in", () => {
    expect(open(room())).toEqual(expect.arrayContaining(["WP-5.1", "WP-5.3", "WP-5.4"]));
  });

  it.each([
    ["[WP-5.1]", "requestIds", "WP-5.1"],
    ["[WP-5.3]", "securityChanged", "WP-5.3"],
  ])("%s asks for %s", (_, fact, rule) => {
    const story = room();
    expect(open(story)).toContain(rule);
    expect(findsOut(story, 5, engineer, fact).ok).toBe(true);
    expect(open(story)).not.toContain(rule);
  });

  it("[WP-5.3] takes a plain yes or no for changed security behaviour", () => {
    expect(refusal(findsOut(room(), 5, engineer, "securityChanged", "a bit"))?.rule).toBe("WP-5.3");
  });

  it("[WP-5.4] asks the engineer for what the verification found", () => {
    expect(pack.evidence.verification).toMatchObject({ role: "on-call-sre", rule: "WP-5.4" });
    const story = room();
    identified(story);
    startsRollback(story, 4, engineer, "redeploy");
    stepsSucceed(story, 5);
    expect(obligations(story.state, pack).map(({ act }) => act)).toContainEqual({
      kind: "hand-in-evidence",
      requirement: "verification",
    });
    expect(open(story)).toContain("WP-5.4");
  });

  it("[WP-6] asks for the proof that it is over once it was brought back, and for the word of it last", () => {
    const story = room();
    const asked = () => obligations(story.state, pack).map(({ id }) => id.split("#")[0]);
    const proofs = ["evidence:verification", "exit:risk", "exit:flows"];
    for (const one of [...proofs, "exit:told"]) expect(asked()).not.toContain(one);
    const normal = (check: string) => ({ kind: "measure-baseline", check });
    const acts = obligations(story.state, pack).map(({ act }) => act);
    expect(acts).toEqual(expect.arrayContaining([normal("error-rate"), normal("latency")]));
    remembers(story, 3, engineer, "latency", 100);
    expect(asked()).not.toContain("exit:latency");
    identified(story);
    startsRollback(story, 4, engineer, "redeploy");
    stepsSucceed(story, 5);
    expect(asked()).toEqual(expect.arrayContaining([...proofs, "exit:latency"]));
    expect(asked()).not.toContain("exit:told");
  });

  it.each(["error-rate", "latency"])("[WP-6.1] waits until %s is back at its baseline", (check) => {
    const story = room();
    expect(pack.checks[check]?.tolerancePercent).toBe(10);
    expect(refusal(reports(story, 5, engineer, check, { value: 1 }))?.rule).toBe("WP-6.1");
    remembers(story, 6, engineer, check, 100);
    const before = open(story).filter((rule) => rule === "WP-6.1").length;
    reports(story, 7, engineer, check, { value: 111 });
    expect(open(story).filter((rule) => rule === "WP-6.1")).toHaveLength(before);
    reports(story, 8, engineer, check, { value: 110 });
    expect(open(story).filter((rule) => rule === "WP-6.1")).toHaveLength(before - 1);
  });

  it.each([
    ["error-rate", "%"],
    ["latency", "ms"],
  ])("[WP-6.1] takes no %s below 0, neither as the baseline nor now", (check, unit) => {
    const story = room();
    const impossible = { rule: "WP-6.1", message: expect.stringContaining(`measured in ${unit}`) };
    expect(refusal(remembers(story, 6, engineer, check, -5))).toMatchObject(impossible);
    remembers(story, 6, engineer, check, 0);
    expect(refusal(reports(story, 7, engineer, check, { value: -1 }))).toMatchObject(impossible);
    expect(reports(story, 8, engineer, check, { value: 0 }).ok).toBe(true);
  });

  it("[WP-6] sees the value beside what was normal before", () => {
    const story = room();
    remembers(story, 6, engineer, "latency", 120);
    reports(story, 7, engineer, "latency", { value: 240 });
    expect(story.state.baselines.latency).toMatchObject({ value: 120, tolerancePercent: 10 });
    expect(story.state.checks.latency).toMatchObject({ value: 240, passed: false });
  });

  it("[WP-6.2] waits for the Security Lead's signature", () => {
    const story = room();
    expect(open(story)).toContain("WP-6.2");
    expect(refusal(attests(story, 5, engineer, "no-open-risk"))?.rule).toBe("WP-6.2");
    expect(attests(story, 5, security, "no-open-risk").ok).toBe(true);
    expect(open(story)).not.toContain("WP-6.2");
  });

  it("[WP-6.3] waits until the flows that were hit pass", () => {
    const story = room();
    reports(story, 5, engineer, "flows", { passed: false });
    expect(open(story)).toContain("WP-6.3");
    reports(story, 6, engineer, "flows");
    expect(open(story)).not.toContain("WP-6.3");
  });

  it("is reached by doing what is owed and nothing else", () => {
    const story = room();
    const done = followsOwed(story, cast);
    expect(story.state.status).toBe("closed");
    expect(done.at(-1)).toBe("Close the incident");
    expect(story.state.runs[0]?.status).toBe("complete");
  });
});
