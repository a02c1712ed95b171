import { describe, expect, it } from "vitest";
import { parsePack } from "#lib/domain/protocol/parse-pack.ts";
import { serviceV3Rollback } from "#lib/protocols/service-v3-rollback.ts";
import { conditionWords, freezeWords, listed, metWords } from "./words.ts";

const parsed = parsePack(serviceV3Rollback);
if (!parsed.ok) throw new Error("the built-in pack does not parse");
const { pack } = parsed;

describe("a condition in words", () => {
  it("names what it is about by its title", () => {
    expect(conditionWords(pack, { is: "trigger-in", triggers: ["payload-drift", "evidence-missing"] })).toBe(
      "the trigger is “A field of the candidate payload drifted” or “Release evidence is missing”",
    );
  });
});

it("what meets a clock and what a freeze holds read as sentences", () => {
  expect(metWords(pack, { is: "notice", notices: ["initial"] })).toBe(
    "the notice “Initial incident notice” was accepted outside the console for every audience",
  );
  const freeze = pack.freezes.deploys;
  expect(freeze && freezeWords(pack, freeze)).toBe(
    "No deployments, no promotions from when a rollback is started until the rollback is verified or the incident is closed.",
  );
});

it("lists read as speech", () => {
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"], "or")]).toEqual([
    "",
    "a",
    "a and b",
    "a, b or c",
  ]);
});
