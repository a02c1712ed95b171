import { expect, it } from "vitest";
import { tryOutCheckpoint } from "#scripts/decisions/try-out-checkpoint.ts";

// Which keys are revoked is known to the commands alone: lib/commands/checkpoint/at-once.pg.test.ts revokes them.
it("[MKD-8.8] [MKD-7] no sequence of 500 in which people read, sign, change the packet, move values, wait and change sides seals or keeps a GO that the rules forbid, or loses one", () => {
  const { broken, tally } = tryOutCheckpoint({ sequences: 500, seed: 20_261_121 });
  expect(broken).toBeNull();
  // In one of twenty each: else these sequences would not come to where the rules begin to matter.
  expect(Math.min(...Object.values(tally)), JSON.stringify(tally)).toBeGreaterThan(25);
});
