import { afterAll, beforeAll, expect, it } from "vitest";
import { connectStore, disconnectStore } from "#lib/store/client.ts";
import { publishTwoSides } from "#scripts/decisions/house.ts";
import { tryOutReal } from "#scripts/decisions/try-out-real.ts";
import { testDatabase } from "#scripts/testing/database.ts";

process.env.HOLDPOINT_SECRET = "a secret for tests, long enough to be one";

beforeAll(async () => {
  connectStore((await testDatabase()).app);
  await publishTwoSides();
});
afterAll(disconnectStore);

it("[MKC-6] people who read, sign, revoke, change sides and move the packet at the same moment make no decision that the rules forbid, and every log verifies offline", async () => {
  const { broken, tally } = await tryOutReal({ sequences: 40, seed: 20_261_121 });
  expect(broken).toBeNull();
  const { go, noGo, unequal, verdicts, attested, voided } = tally;
  expect(
    Math.min(go, noGo + unequal, verdicts - attested, attested, voided),
    JSON.stringify(tally),
  ).toBeGreaterThan(0);
});
