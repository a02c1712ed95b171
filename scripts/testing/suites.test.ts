import { expect, it } from "vitest";
import { addTallies, tallyJourneys, tallyVitest } from "./suites.ts";

const report = (changes: object) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  success: true,
  testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }],
  ...changes,
});

it("counts tests, and a file that broke before its first one as a failure", () => {
  expect(tallyVitest(report({}))).toEqual({ passed: 3, failed: 0 });
  const broken = { status: "failed", assertionResults: [] };
  expect(tallyVitest(report({ success: false, testResults: [broken] }))).toEqual({ passed: 3, failed: 1 });
  const failing = { status: "failed", assertionResults: [{ status: "failed" }] };
  const both = report({ success: false, numFailedTests: 2, testResults: [failing, broken] });
  expect(tallyVitest(both)).toEqual({ passed: 3, failed: 3 });
});

it("is not green when a run failed for a reason that no test shows", () => {
  expect(tallyVitest(report({ success: false }))).toEqual({ passed: 3, failed: 1 });
});

it("counts a journey that was skipped or needed a second try as failed", () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 1 };
  expect(tallyJourneys({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 4 });
});

it("adds up", () => {
  const tallies = [
    { passed: 1, failed: 2 },
    { passed: 3, failed: 4 },
  ];
  expect(addTallies(tallies)).toEqual({ passed: 4, failed: 6 });
});
