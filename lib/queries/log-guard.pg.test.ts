import { expect, it } from "vitest";
import { withClient } from "#scripts/postgres/roles.ts";
import { type TestDatabase, testDatabase } from "#scripts/testing/database.ts";
import { untilLogIsGuarded } from "./log-guard.ts";

/** As a superuser of the server, from another database, because this one lets nobody in meanwhile. */
function letIn(database: TestDatabase, whether: boolean): Promise<unknown> {
  const elsewhere = new URL(database.superuser);
  elsewhere.pathname = "/postgres";
  return withClient(elsewhere.href, (client) =>
    client.query(`ALTER DATABASE "${database.name}" ALLOW_CONNECTIONS ${whether}`),
  );
}

it("a database that is away is asked until it answers, and then the address is judged", async () => {
  const database = await testDatabase();
  await letIn(database, false);
  const answered: string[] = [];
  const asked = [database.app, database.worker, database.migrator].map((address, index) =>
    untilLogIsGuarded(address)
      .then(() => answered.push(`${index} may serve`))
      .catch((error: Error) => answered.push(`${index}: ${error.message}`)),
  );
  await letIn(database, true);
  await Promise.all(asked);
  expect(answered.sort()).toEqual([
    "0 may serve",
    "1 may serve",
    expect.stringMatching(/^2: The database role of this address could alter the log \(it owns /),
  ]);
});
