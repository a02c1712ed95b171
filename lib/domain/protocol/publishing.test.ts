import { describe, expect, it } from "vitest";
import { smallPack } from "../incident/testing/small-pack.ts";
import { parsePack } from "./parse-pack.ts";
import {
  checkPropose,
  checkPublish,
  checkVersion,
  checkWithdraw,
  compareVersions,
  type DraftStanding,
} from "./publishing.ts";

const review = { owner: ["Lead"], approvers: ["Duty engineer", "Somebody else"], due: ["Each year"] };
const parsed = parsePack({ ...smallPack, review });
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const inForce = parsed.pack;

const person = (id: string, isAdministrator = false, roles: string[] = []) => ({
  id,
  isAdministrator,
  roles,
});
const owner = person("owner", true);
const draft: DraftStanding = {
  ownerId: "owner",
  version: "1.1.0",
  hash: "h",
  isProposed: true,
  endedAs: null,
};

describe("publishing takes two people", () => {
  it.each([
    ["its owner, administrator or not", owner, false],
    ["a second administrator", person("second", true), true],
    ["a holder of an approver's role of the version in force", person("duty", false, ["duty"]), true],
    ["anybody else", person("lead", false, ["lead"]), false],
  ])("%s", (_, one, may) => {
    expect(checkPublish(draft, one, inForce).ok).toBe(may);
  });

  it("a draft cannot name its own approvers: without a version in force an administrator publishes", () => {
    expect(checkPublish(draft, person("duty", false, ["duty"]), null)).toMatchObject({
      refusal: { message: "Only an administrator publishes it." },
    });
  });

  it("a draft that its owner has not proposed is published by nobody", () => {
    expect(checkPublish({ ...draft, isProposed: false }, person("second", true), inForce)).toMatchObject({
      refusal: { code: "rule" },
    });
  });

  it("only its owner proposes a draft, once", () => {
    const fresh = { ...draft, isProposed: false };
    expect(checkPropose(fresh, owner).ok).toBe(true);
    expect(checkPropose(fresh, person("second", true)).ok).toBe(false);
    expect(checkPropose(draft, owner)).toMatchObject({ refusal: { code: "stale" } });
  });

  it("nothing is done with a draft that is over", () => {
    for (const endedAs of ["published", "withdrawn"] as const) {
      const over = { ...draft, endedAs };
      const outcomes = [checkPropose(over, owner), checkPublish(over, person("b", true), inForce)];
      for (const outcome of [...outcomes, checkWithdraw(over, owner)])
        expect(outcome).toMatchObject({ refusal: { code: "stale" } });
    }
  });

  it("its owner or an administrator withdraws a draft", () => {
    expect([owner, person("b", true), person("c")].map((one) => checkWithdraw(draft, one).ok)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("a version's number", () => {
  it.each([
    ["a higher one", [{ version: "1.0.9", hash: "a" }], null],
    ["the first", [], null],
    ["the same number with other content", [{ version: "1.1.0", hash: "a" }], /published with other content/],
    ["the same content", [{ version: "1.1.0", hash: "h" }], /exactly this content/],
    ["a lower one", [{ version: "1.10.0", hash: "a" }], /Version 1\.10\.0 is published already/],
  ])("%s", (_, published, refused) => {
    const checked = checkVersion(draft, published);
    if (refused === null) expect(checked.ok).toBe(true);
    else expect(checked).toMatchObject({ refusal: { message: expect.stringMatching(refused) } });
  });

  it("is compared number by number", () => {
    expect(["1.10.0", "1.9.9", "1.2.0"].sort(compareVersions)).toEqual(["1.2.0", "1.9.9", "1.10.0"]);
  });
});
