import { expect, it } from "vitest";
import { serviceV3Rollback } from "#lib/protocols/service-v3-rollback.ts";
import { parsePack } from "../parse-pack.ts";
import { minutesWords, secondsWords } from "./spans.ts";
import { freezeWords, metWords } from "./words.ts";

const parsed = parsePack(serviceV3Rollback);
if (!parsed.ok) throw new Error("the built-in pack does not parse");
const { pack } = parsed;

it("what meets a clock and what a freeze holds read as sentences", () => {
  expect(metWords(pack, { is: "notice", notices: ["initial"] })).toBe(
    "the notice “Initial incident notice” is accepted outside the console for every audience",
  );
  const freeze = pack.freezes.deploys;
  expect(freeze && freezeWords(pack, freeze)).toBe(
    "No deployments, no promotions from when a rollback is started until the rollback is verified or the incident is closed.",
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
