import { expect, it } from "vitest";
import { smallPack } from "../../incident/testing/small-pack.ts";
import type { PackSource } from "../pack.ts";
import { judgePack } from "../parse-pack.ts";

function problemsOf(change: (pack: PackSource) => void): { path: string; message: string }[] {
  const pack = structuredClone(smallPack) as PackSource;
  change(pack);
  const judged = judgePack(pack);
  return judged.ok ? [] : judged.problems.map(({ path, message }) => ({ path, message }));
}

const cases: [string, (pack: PackSource) => void, string, string][] = [
  [
    "a joint record that one party proposes and confirms",
    (pack) => {
      const gate = pack.gates?.onward;
      if (gate !== undefined) gate.confirms = gate.proposes;
    },
    "gates.onward.confirms",
    "signatures of two parties",
  ],
  [
    "an approval before the start that nobody gives",
    (pack) => {
      delete pack.authority.startRollback[2]?.approval;
    },
    "authority.startRollback.2.approval",
    "the role that approves",
  ],
  [
    "an approval meanwhile that nobody gives",
    (pack) => {
      delete pack.authority.startRollback[1]?.approval;
    },
    "authority.startRollback.1.approval",
    "the role that approves",
  ],
  [
    "an agreement of nobody",
    (pack) => {
      pack.authority.startRollback[2] = {
        severities: ["C"],
        by: ["captain"],
        mode: "consensus-scheduled",
        ahead: { minutes: 30, notice: "first" },
      };
    },
    "authority.startRollback.2.consensus",
    "the roles that agree",
  ],
  [
    "a scheduled start that nobody hears of ahead",
    (pack) => {
      pack.authority.startRollback[2] = {
        severities: ["C"],
        by: ["captain"],
        mode: "consensus-scheduled",
        consensus: ["lead"],
      };
    },
    "authority.startRollback.2.ahead",
    "how far ahead",
  ],
  [
    "a measure at which every value is normal",
    (pack) => {
      pack.checks = { errors: { title: "Errors", owner: { role: "lead" }, kind: "measure" } };
    },
    "checks.errors",
    '"atMost", "tolerancePercent" or both',
  ],
  [
    "a trigger whose rollback nobody may start",
    (pack) => {
      pack.authority.startRollback = pack.authority.startRollback.filter(
        ({ severities }) => !severities.includes(pack.triggers.down?.minimumSeverity ?? ""),
      );
    },
    "triggers.down.requires.plan",
    "nobody may start one there",
  ],
];

it("a pack whose guards are real is accepted", () => {
  expect(problemsOf(() => undefined)).toEqual([]);
});

it.each(cases)("%s is refused before it is published", (_, change, path, expected) => {
  expect(problemsOf(change)).toContainEqual({ path, message: expect.stringContaining(expected) });
});
