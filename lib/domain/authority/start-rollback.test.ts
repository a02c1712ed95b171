import { describe, expect, it } from "vitest";
import type { ActingPerson } from "../incident/circumstances.ts";
import { decideStart } from "../incident/decide/rollback.ts";
import { decideRatification, decideReport } from "../incident/decide/run.ts";
import { runOf, startsRollback } from "../incident/testing/acts.ts";
import { idOf, theConsole } from "../incident/testing/cast.ts";
import { captain, duty, lead, outsider, peer, smallIncident } from "../incident/testing/small-room.ts";
import type { Actor, Story } from "../incident/testing/story.ts";

const offDuty: ActingPerson = { ...duty, onCallRoles: [] };

describe("who may start a rollback", () => {
  it.each([
    ["A", duty, "act-first"],
    ["B", captain, "approval-meanwhile"],
    ["C", captain, "approval-before"],
  ] as const)("[SM-4] at %s the named role starts it", (severity, person, mode) => {
    const story = smallIncident({ severity, trigger: severity === "C" ? "slow" : "down" });
    expect(startsRollback(story, 1, person, "back").ok).toBe(true);
    expect(story.entries("RollbackStarted")[0]?.facts).toMatchObject({ mode, rule: "TST-3" });
  });

  it.each([
    ["A", captain, "Duty engineer on call now"],
    ["A", lead, "Duty engineer on call now"],
    ["A", offDuty, "Duty engineer on call now"],
    ["B", duty, "Captain"],
    ["B", lead, "Captain"],
    ["B", peer, "Captain"],
    ["C", duty, "Captain"],
  ] as const)("[SM-4] at %s nobody else does, and the refusal names who may", (severity, person, who) => {
    const story = smallIncident({ severity, trigger: severity === "C" ? "slow" : "down" });
    expect(startsRollback(story, 1, person, "back")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", rule: "TST-3", message: expect.stringContaining(who) },
    });
    expect(story.state.runs).toEqual([]);
  });

  it("is nobody outside the room, whatever roles they say they hold", () => {
    const story = smallIncident();
    expect(startsRollback(story, 1, outsider, "back")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", message: expect.stringContaining("no part in INC-1") },
    });
  });

  it("is judged by the roles of the room, not by those a session claims", () => {
    const story = smallIncident();
    const claiming = { ...peer, roles: ["captain"] };
    expect(startsRollback(story, 1, claiming, "back").ok).toBe(false);
  });

  it("[SM-4] waits while another incident rolls the same environment back, and says who and where", () => {
    const story = smallIncident();
    const elsewhere = {
      reference: "INC-7",
      startedBy: peer.id,
      startedAt: "2026-03-01T10:00:00.000Z",
      status: "running",
    };
    expect(startsRollback(story, 1, captain, "back", { elsewhere })).toMatchObject({
      ok: false,
      refusal: {
        code: "conflict",
        message: expect.stringContaining("in INC-7, since 2026-03-01 10:00:00 UTC"),
      },
    });
    expect(startsRollback(story, 1, captain, "back").ok).toBe(true);
  });

  it("is never the console", () => {
    const story = smallIncident();
    const decided = story.asks(1, theConsole, (state, circumstances) =>
      decideStart(
        state,
        story.pack,
        {
          run: idOf(1),
          plan: "back",
          service: idOf(2),
          environment: "production",
          target: {},
          steps: [],
          seenDigest: "",
          reason: "",
          elsewhere: null,
        },
        circumstances,
      ),
    );
    expect(decided).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
  });
});

const ratifies = (story: Story, actor: Actor) =>
  story.asks(2, actor, (state, circumstances) =>
    decideRatification(state, story.pack, { run: runOf(story).run, reason: "right" }, circumstances),
  );
const reports = (story: Story, actor: Actor) =>
  story.asks(2, actor, (state, circumstances) =>
    decideReport(state, { run: runOf(story).run, body: "It was down." }, circumstances),
  );

describe("acting first", () => {
  const acted = () => {
    const story = smallIncident({ severity: "A" });
    startsRollback(story, 1, duty, "back");
    return story;
  };

  it("[SM-4] asks nobody's approval and owes a report and a ratification", () => {
    expect(runOf(acted())).toMatchObject({
      status: "running",
      approval: null,
      report: { by: null },
      ratification: { role: "lead", by: null },
    });
  });

  it("[SM-4] is ratified once, by the named role, never by who acted", () => {
    const story = acted();
    expect(ratifies(story, captain)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(ratifies(story, duty).ok).toBe(false);
    expect(ratifies(story, lead).ok).toBe(true);
    expect(ratifies(story, lead)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
  });

  it("[SM-4] is not ratified by who acted, even where they hold the role too", () => {
    const story = smallIncident({
      severity: "A",
      participants: [{ person: duty.id, roles: ["duty", "lead", "captain"], party: null }],
    });
    const both = { ...duty, roles: ["duty", "lead"] };
    startsRollback(story, 1, both, "back");
    expect(ratifies(story, both)).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", message: expect.stringContaining("does not ratify") },
    });
  });

  it("[SM-4] is reported once, by who acted", () => {
    const story = acted();
    expect(reports(story, captain)).toMatchObject({ ok: false, refusal: { code: "unauthorised" } });
    expect(reports(story, duty).ok).toBe(true);
    expect(reports(story, duty)).toMatchObject({ ok: false, refusal: { code: "conflict" } });
  });

  it("owes neither where the severity has its approval meanwhile", () => {
    const story = smallIncident();
    startsRollback(story, 1, captain, "back");
    expect(ratifies(story, lead)).toMatchObject({ ok: false, refusal: { code: "rule", rule: "TST-3" } });
    expect(reports(story, captain)).toMatchObject({ ok: false, refusal: { code: "rule" } });
  });
});
