import { expect, it } from "vitest";
import { tryOut } from "#scripts/decisions/try-out.ts";

it("[MKC-6] no sequence of readings, signatures and changes of 500 ends in a decision that the rules forbid", () => {
  const { broken, tally } = tryOut({ sequences: 500, seed: 20_261_121 });
  expect(broken).toBeNull();
  expect(Math.min(...Object.values(tally)), JSON.stringify(tally)).toBeGreaterThan(10);
});
