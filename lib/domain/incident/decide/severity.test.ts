import { describe, expect, it } from "vitest";
import { startsRollback } from "../testing/acts.ts";
import { minute } from "../testing/cast.ts";
import { setsSeverity } from "../testing/commanding.ts";
import { smallPack } from "../testing/small-pack.ts";
import { captain, duty, lead, outsider, smallIncident } from "../testing/small-room.ts";
import { severityPreview } from "./severity.ts";

describe("the severity", () => {
  it("goes up and down by the commander alone", () => {
    const story = smallIncident();
    for (const person of [duty, lead, outsider])
      expect(setsSeverity(story, 1, person, "A")).toMatchObject({
        ok: false,
        refusal: { code: "unauthorised" },
      });
    expect(setsSeverity(story, 1, captain, "A").ok).toBe(true);
    expect(story.state.severity).toBe("A");
    expect(setsSeverity(story, 2, captain, "B").ok).toBe(true);
    expect(story.entries("SeverityChanged").map(({ facts }) => facts)).toEqual([
      { from: "B", to: "A" },
      { from: "A", to: "B" },
    ]);
  });

  it("[MKC-2] [SM-1] is refused below the trigger's least one, by the trigger's rule", () => {
    const story = smallIncident();
    expect(setsSeverity(story, 1, captain, "C")).toMatchObject({
      ok: false,
      refusal: { code: "rule", rule: "TST-2", message: '"It is down" is at least B; C is too low.' },
    });
    expect(story.state.severity).toBe("B");
  });

  it.each([
    ["an unknown one", "Z", "invalid"],
    ["the one that it is", "B", "conflict"],
  ])("is not set to %s", (_, severity, code) => {
    expect(setsSeverity(smallIncident(), 1, captain, severity)).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });

  it("starts what it asks for from the start of that, not from the change", () => {
    const story = smallIncident();
    setsSeverity(story, 2, captain, "A");
    expect(story.clock("start")).toMatchObject({
      startedAt: minute(0),
      dueAt: minute(5),
      status: "running",
    });
  });

  it("has a clock born breached where its time has passed already", () => {
    const story = smallIncident();
    setsSeverity(story, 9, captain, "A");
    expect(story.clock("start")).toMatchObject({ status: "breached", dueAt: minute(5) });
    expect(story.entries("ClockBreached")[0]?.facts).toMatchObject({ atDeclaration: false });
  });

  it("starts no clock for what has happened already", () => {
    const story = smallIncident();
    startsRollback(story, 1, captain, "back");
    setsSeverity(story, 2, captain, "A");
    expect(story.state.clocks.map(({ clock }) => clock)).not.toContain("start");
  });

  it("releases what it no longer asks for, in an entry of its own", () => {
    const story = smallIncident({ severity: "A" });
    setsSeverity(story, 2, captain, "B");
    expect(story.clock("start")).toMatchObject({ status: "released", releasedAt: minute(2), metAt: null });
    expect(story.entries("ClockReleased").map(({ facts }) => facts)).toEqual([
      { clock: "start", occurrence: 1, cause: "severity-changed" },
    ]);
    expect(story.clock("first").status).toBe("running");
    story.passesTo(10);
    expect(story.clock("start").status).toBe("released");
  });

  it.each([
    ["fired", true],
    ["past due with nobody awake", false],
  ])("never releases what is breached: %s", (_, awake) => {
    const story = smallIncident({ severity: "A" });
    if (awake) story.passesTo(6);
    setsSeverity(story, 7, captain, "B");
    expect(story.clock("start")).toMatchObject({ status: "breached", releasedAt: null });
    expect(story.entries("ClockReleased")).toEqual([]);
    startsRollback(story, 8, captain, "back");
    expect(story.clock("start")).toMatchObject({ status: "breached", metAt: minute(8) });
  });

  it("starts nothing twice from the same start", () => {
    const story = smallIncident({ severity: "A" });
    story.passesTo(6);
    setsSeverity(story, 7, captain, "B");
    setsSeverity(story, 8, captain, "A");
    expect(story.entries("ClockStarted").filter(({ facts }) => facts.clock === "start")).toHaveLength(1);
  });

  it("leaves alone what another condition has to say about", () => {
    const calm = {
      title: "While it is calm",
      startsAt: "IncidentDeclared",
      when: [{ is: "no-critical-incident" }],
      dueInMinutes: 60,
      owner: { role: "captain" },
      metBy: { is: "deliverable", deliverable: "summary" },
    } as const;
    const clocks = { ...smallPack.clocks, calm: { ...calm, when: [...calm.when] } };
    const story = smallIncident({ trigger: "slow", severity: "C" }, 0, { ...smallPack, clocks });
    story.otherCriticalIncidents = 1;
    setsSeverity(story, 1, captain, "B");
    expect(story.clock("calm").status).toBe("running");
  });

  it("is also set by who commands without holding the role", () => {
    const story = smallIncident({ participants: [{ person: captain.id, roles: [], party: null }] });
    expect(story.state.commander).toBe(captain.id);
    expect(setsSeverity(story, 1, captain, "A").ok).toBe(true);
  });

  it("counts a clock again where it comes back after a release", () => {
    const story = smallIncident({ severity: "A" });
    setsSeverity(story, 1, captain, "B");
    setsSeverity(story, 2, captain, "A");
    expect(story.clock("start", 2)).toMatchObject({ startedAt: minute(0), status: "running" });
    setsSeverity(story, 3, captain, "B");
    setsSeverity(story, 6, captain, "A");
    expect(story.clock("start", 3).status).toBe("breached");
  });

  it("shows beforehand exactly what follows", () => {
    const story = smallIncident();
    const preview = severityPreview(story.state, story.pack, "A", minute(2));
    const before = story.log.length;
    setsSeverity(story, 2, captain, "A");
    const followed = story.log.slice(before + 1).map(({ type, facts }) => ({ type, facts }));
    expect(preview.map(({ type, facts }) => ({ type, facts }))).toEqual(followed);
  });

  it("gives who may start a rollback with it", () => {
    const story = smallIncident();
    expect(startsRollback(story, 1, duty, "back").ok).toBe(false);
    setsSeverity(story, 2, captain, "A");
    expect(startsRollback(story, 3, duty, "back").ok).toBe(true);
  });
});
