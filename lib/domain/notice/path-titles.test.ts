import { expect, it } from "vitest";
import { smallIncident } from "../incident/testing/small-room.ts";
import { pathTitle } from "./path-titles.ts";
import { valuePaths } from "./values.ts";

it("every path that a template may use has a name for people", () => {
  const { pack } = smallIncident();
  for (const path of valuePaths) expect(pathTitle(path, {}, pack), path).toMatch(/^[A-Z][a-z ]/);
  expect(pathTitle("fields.news", { news: "What has changed" }, pack)).toBe("What has changed");
  expect(pathTitle("baseline.release", {}, pack)).toBe("Approved release");
  expect(pathTitle("constructor.name", {}, pack)).toBe("constructor.name");
});
