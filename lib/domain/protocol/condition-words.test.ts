import { expect, it } from "vitest";
import { serviceV3Rollback } from "#lib/protocols/service-v3-rollback.ts";
import { Condition, PlainCondition } from "./condition.ts";
import { conditionWords } from "./condition-words.ts";
import { parsePack } from "./parse-pack.ts";

const parsed = parsePack(serviceV3Rollback);
if (!parsed.ok) throw new Error("the built-in pack does not parse");
const { pack } = parsed;

const named = {
  severity: "SEV-1",
  severities: ["SEV-1", "SEV-2"],
  triggers: ["payload-drift"],
  notice: "initial",
  event: "RepinConfirmed",
  evidence: "parity",
  bundle: "reversal",
  gate: "continue",
  pack: "service-v3-cutover",
  deliverable: "joint-summary",
  fact: "contractMode",
  value: "v3",
  role: "commander",
  level: "L2",
  target: "release",
  plays: ["isolate"],
  check: "parity-check",
  attestation: "accepted-risk",
  state: "maintenance",
};

it.each(PlainCondition.options.map((option) => option.shape.is.value))(
  "%s reads as half a sentence",
  (is) => {
    const shape = PlainCondition.options.find((option) => option.shape.is.value === is)?.shape ?? {};
    const asked = Object.fromEntries(Object.entries(named).filter(([key]) => key in shape));
    const words = conditionWords(pack, Condition.parse({ is, ...asked }));
    expect(words).toMatch(/^[a-z“]/);
    expect(words).not.toMatch(/undefined|payload-drift|joint-summary/);
  },
);

it("several conditions in one are joined as they count", () => {
  const of = [{ is: "rollback-verified" }, { is: "status-operational" }] as const;
  expect(conditionWords(pack, { is: "any-of", of: [...of] })).toBe(
    "either a rollback was verified or the public status says that it is over",
  );
  expect(conditionWords(pack, { is: "all-of", of: [...of] })).toBe(
    "a rollback was verified and the public status says that it is over",
  );
});
