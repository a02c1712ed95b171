import { expect, it } from "vitest";
import { isThroughFace, journeyOutcomes, rulesNamed, vitestOutcomes } from "./outcomes.ts";

it("reads the rules that a name carries, each once and whole", () => {
  expect(rulesNamed("[MKC-4] a notice [MKC-4.7] [MKC-4] ends")).toEqual(["MKC-4", "MKC-4.7"]);
  expect(rulesNamed("MKC-4 a notice [mkc-4] [MKC-] [MKC-4.x]")).toEqual([]);
});

it("knows database tests by their file and a test that was skipped as one that did not pass", () => {
  const assertionResults = [
    { fullName: "[SM-1] acts", status: "passed" },
    { fullName: "[SM-2] waits", status: "skipped" },
  ];
  const testResults = ["/house/lib/a.test.ts", "/house/lib/b.pg.test.ts"].map((name) => ({
    name,
    assertionResults,
  }));
  expect(vitestOutcomes({ testResults }, "/house")).toEqual([
    { suite: "unit", file: "lib/a.test.ts", name: "[SM-1] acts", passed: true },
    { suite: "unit", file: "lib/a.test.ts", name: "[SM-2] waits", passed: false },
    { suite: "postgres", file: "lib/b.pg.test.ts", name: "[SM-1] acts", passed: true },
    { suite: "postgres", file: "lib/b.pg.test.ts", name: "[SM-2] waits", passed: false },
  ]);
});

it("reads journeys with the titles above them, and takes none that was skipped or tried twice", () => {
  const specs = [
    { title: "starts", tests: [{ status: "expected", results: [] }] },
    { title: "ends", tests: [{ status: "flaky", results: [] }] },
    { title: "waits", tests: [{ status: "skipped", results: [] }] },
    { title: "nothing", tests: [] },
  ];
  const suites = [
    { title: "shop.spec.ts", file: "shop.spec.ts", suites: [{ title: "[SM-16] freeze", specs }] },
  ];
  expect(journeyOutcomes({ suites })).toEqual(
    [true, false, false, false].map((passed, index) => ({
      suite: "journeys",
      file: "e2e/shop.spec.ts",
      name: `[SM-16] freeze ${specs[index]?.title}`,
      passed,
    })),
  );
});

it("takes each step of a journey that names a rule for a test of its own", () => {
  const inner = [{ title: "[SM-8] maintenance", error: {} }, { title: "click" }];
  const steps = [{ title: "[SM-7] told" }, { title: "status", steps: inner }];
  const journey = (status: string) => ({ title: "it ends", tests: [{ status, results: [{ steps }] }] });
  const found = (status: string) =>
    journeyOutcomes({ suites: [{ title: "a.spec.ts", specs: [journey(status)] }] }).map(
      ({ name, passed }) => [name, passed],
    );
  const of = (whole: boolean, told: boolean) => [
    ["it ends", whole],
    ["[SM-7] told", told],
    ["[SM-8] maintenance", false],
  ];
  expect(found("expected")).toEqual(of(true, true));
  expect(found("unexpected")).toEqual(of(false, false));
});

it.each([
  ["e2e/freeze.spec.ts", true],
  ["lib/commands/notice/notice.pg.test.ts", true],
  ["app/api/v1/freeze/route.pg.test.ts", true],
  ["lib/store/packs.pg.test.ts", false],
  ["lib/domain/clock/fire.test.ts", false],
  ["lib/commands/notice/words.test.ts", false],
])("takes %s for a test through the public face: %s", (file, expected) => {
  expect(isThroughFace({ suite: "unit", file, name: "x", passed: true })).toBe(expected);
});
