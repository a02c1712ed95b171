import { describe, expect, it } from "vitest";
import { startsRollback } from "../testing/acts.ts";
import { cancels, isLinkedFrom, links } from "../testing/commanding.ts";
import { captain, duty, outsider, smallIncident } from "../testing/small-room.ts";

describe("a link", () => {
  it("stands in both logs, each from its own side", () => {
    const here = smallIncident();
    const there = smallIncident();
    expect(links(here, 1, duty, "caused-by").ok).toBe(true);
    expect(isLinkedFrom(there, 1, duty, "caused-by").ok).toBe(true);
    expect(here.state.links).toMatchObject([{ other: "INC-2", relation: "caused-by" }]);
    expect(there.state.links).toMatchObject([{ other: "INC-2", relation: "cause-of" }]);
    expect(here.state.status).toBe("open");
  });

  it("is made only by somebody with a part in both", () => {
    expect(links(smallIncident(), 1, outsider, "related").ok).toBe(false);
    expect(isLinkedFrom(smallIncident(), 1, outsider, "related")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised", message: expect.stringContaining("or there is no such incident") },
    });
  });

  it("is made once, and never to itself", () => {
    const story = smallIncident();
    links(story, 1, duty, "related");
    expect(links(story, 2, duty, "related")).toMatchObject({ ok: false, refusal: { code: "conflict" } });
    expect(links(story, 2, duty, "related", "INC-1")).toMatchObject({
      ok: false,
      refusal: { code: "invalid" },
    });
  });
});

describe("a merge", () => {
  it("closes the duplicate with a pointer, by its commander", () => {
    const story = smallIncident();
    expect(links(story, 1, duty, "duplicate-of")).toMatchObject({
      ok: false,
      refusal: { code: "unauthorised" },
    });
    expect(links(story, 1, captain, "duplicate-of").ok).toBe(true);
    expect(story.state).toMatchObject({ status: "closed", closedAs: "duplicate", phase: "closed" });
    expect(story.entries("IncidentClosed")[0]?.facts).toEqual({ duplicateOf: "INC-2" });
    expect(story.clock("first").status).toBe("released");
  });

  it("waits until nothing runs", () => {
    const story = smallIncident();
    startsRollback(story, 1, captain, "back");
    expect(links(story, 2, captain, "duplicate-of")).toMatchObject({
      ok: false,
      refusal: { code: "rule", blockers: [{ message: "The rollback is running." }] },
    });
    expect(links(story, 2, captain, "related").ok).toBe(true);
  });

  it("goes into an incident that is open", () => {
    const story = smallIncident();
    cancels(story, 1, captain);
    expect(isLinkedFrom(story, 2, captain, "duplicate-of")).toMatchObject({
      ok: false,
      refusal: { code: "conflict" },
    });
    expect(isLinkedFrom(story, 2, captain, "related").ok).toBe(true);
  });
});
