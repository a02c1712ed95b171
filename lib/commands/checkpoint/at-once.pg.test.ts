import { afterAll, beforeAll, expect, it } from "vitest";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { tryOutRealCheckpoint } from "#scripts/decisions/try-out-real.ts";
import { publishTwoSidesCheckpoint } from "#scripts/decisions/two-sides-checkpoint.ts";
import { testDatabase } from "#scripts/testing/database.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  await publishTwoSidesCheckpoint();
});
afterAll(disconnectStore);

it("[MKD-8.8] two sides who read, sign, revoke keys, name deputies and move values at the same moment seal and keep no GO that the rules forbid, and every log verifies offline", async () => {
  const { broken, tally } = await tryOutRealCheckpoint({ sequences: 40, seed: 20_261_121 });
  expect(broken).toBeNull();
  const { go, noGo, unequal, verdicts, attested, voided } = tally;
  expect(
    Math.min(go, noGo + unequal, verdicts - attested, attested, voided),
    JSON.stringify(tally),
  ).toBeGreaterThan(0);
});
