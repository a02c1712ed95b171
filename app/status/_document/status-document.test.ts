import { describe, expect, it } from "vitest";
import type { PublicStatus } from "#lib/queries/public-status.ts";
import { statusDocument } from "./status-document.ts";

const quiet: PublicStatus = {
  overall: "operational",
  services: [{ name: "Online shop", health: "operational" }],
  current: [],
  history: [],
  updatedAt: null,
};

describe("the public status document", () => {
  it("escapes every word that a person wrote", () => {
    const update = {
      state: "investigating" as const,
      title: `<img src=x onerror="alert(1)">`,
      body: "a & b < c",
      at: "2026-03-01T10:00:00.000Z",
    };
    const page = statusDocument({
      ...quiet,
      current: [
        { state: "investigating", title: update.title, services: ["Online shop"], updates: [update] },
      ],
    });
    expect(page).not.toContain("<img");
    expect(page).toContain("a &amp; b &lt; c");
  });

  it("says in words, not by colour alone, how a service is", () => {
    expect(
      statusDocument({ ...quiet, overall: "outage", services: [{ name: "Online shop", health: "outage" }] }),
    ).toContain("Outage");
  });
});
