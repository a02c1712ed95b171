import { expect, it } from "vitest";
import { smallPack } from "../../incident/testing/small-pack.ts";
import { parsePack } from "../parse-pack.ts";
import { FreezeRule } from "../parts/rollback.ts";
import { minutesWords, secondsWords } from "./spans.ts";
import { freezeWords, metWords } from "./words.ts";

const parsed = parsePack(smallPack);
if (!parsed.ok) throw new Error("the small pack does not parse");
const { pack } = parsed;

it("what meets a clock and what a freeze holds read as sentences", () => {
  expect(metWords(pack, { is: "notice", notices: ["first"] })).toBe(
    "the notice “First notice” is accepted outside the console for every audience",
  );
  const freeze = FreezeRule.parse({
    title: "No deployments",
    actions: ["deploy", "promote"],
    startsAt: "RollbackStarted",
    liftsAt: "RollbackVerified",
    admits: { roles: ["captain"], work: ["rollback"] },
  });
  expect(freezeWords(pack, freeze)).toBe(
    "No deployments, no promotions from when a rollback is started until the rollback is verified or the incident is closed. Admitted meanwhile: Captain, rollback work.",
  );
});

it("a span is told in the units that people use", () => {
  expect([15, 60, 90, 1440, 5 * 1440, 1].map(minutesWords)).toEqual([
    "15 minutes",
    "1 hour",
    "1 hour 30 minutes",
    "1 day",
    "5 days",
    "1 minute",
  ]);
  expect([0, 45, 192].map(secondsWords)).toEqual(["0 seconds", "45 seconds", "3 minutes 12 seconds"]);
});
