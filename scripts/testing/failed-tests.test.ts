import { expect, it } from "vitest";
import { failedInJourneys, failedInVitest } from "./failed-tests.ts";

it("names each test that failed, and the file that broke before its first one", () => {
  const assertion = (fullName: string, status: string) => ({ fullName, status });
  const testResults = [
    {
      name: "/a.test.ts",
      status: "failed",
      assertionResults: [assertion("a holds", "passed"), assertion("b holds", "failed")],
    },
    { name: "/b.test.ts", status: "failed", assertionResults: [] },
    { name: "/c.test.ts", status: "passed", assertionResults: [assertion("c holds", "passed")] },
  ];
  expect(failedInVitest({ testResults })).toEqual(["b holds", "/b.test.ts"]);
});

it("names each journey that failed or was not walked, wherever it stands in its file", () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
  const grouped = { title: "a group", specs: [spec("fails", "unexpected"), spec("wavers", "flaky")] };
  const suites = [
    { title: "a.spec.ts", specs: [spec("holds", "expected"), spec("waits", "skipped")], suites: [grouped] },
  ];
  expect(failedInJourneys({ suites })).toEqual([
    "a.spec.ts: waits (not run)",
    "a group: fails",
    "a group: wavers",
  ]);
});
