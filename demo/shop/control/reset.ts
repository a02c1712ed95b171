import { publishPolicies } from "../build/policy.ts";
import { withDatabase } from "../database/connection.ts";
import { moveSchema, newSchema } from "../database/schema.ts";
import { pages, pointAt, workers } from "../edge/parts.ts";
import { readSignedPolicy } from "../releases/storefront/policy.ts";
import { badRelease, goodRelease } from "../shop-folder.ts";
import { switchTo } from "./application.ts";
import { restoreConfiguration } from "./configuration.ts";
import { pinConsumer } from "./consumer.ts";
import { clearFaults } from "./faults.ts";
import { activatePolicy } from "./policy.ts";
import { type Changing, change } from "./verb.ts";

/** Brings the bad release out again, with everything that came with it. */
export const reset = change({}, async (around) => {
  const { folder, settings, shop, say } = around;
  clearFaults(folder);
  say("no fault is set");
  await shop.ask({ ask: "maintenance", isOn: false });
  await withDatabase(settings.databaseUrl, async (client) => {
    await moveSchema(client, newSchema);
    await client.query("TRUNCATE orders RESTART IDENTITY");
  });
  say(`schema ${newSchema}, no orders`);
  for (const part of [...workers, ...pages]) pointAt(folder, part, badRelease);
  mendPolicies(around);
  await restoreConfiguration(around, `v${badRelease}`);
  await activatePolicy(around, `v${badRelease}`);
  await pinConsumer(around, `v${badRelease}`);
  await switchTo(around, badRelease);
  say(`release ${badRelease} is out again`);
});

function mendPolicies({ folder, say }: Changing): void {
  try {
    for (const version of [goodRelease, badRelease]) readSignedPolicy(folder.policy, `v${version}`);
  } catch (problem) {
    say(`${(problem as Error).message}; the publisher signs new bundles`);
    publishPolicies(folder);
  }
}
