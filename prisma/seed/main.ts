import { z } from "zod";
import type { CommandContext, CommandResult } from "#lib/commands/context.ts";
import { createPerson } from "#lib/commands/people/create.ts";
import { publishBuiltInPacks } from "#lib/commands/protocols/publish-built-in.ts";
import { createService } from "#lib/commands/services/create.ts";
import { disconnectStore } from "#lib/store/client.ts";
import { demoPeople } from "./people.ts";
import { readShop } from "./shop.ts";

/** Sets up the demonstration through the console's own commands, and prints its sign-ins as one line of JSON. */
const given = z
  .object({
    HOLDPOINT_DEMO_PASSWORD: z.string().min(12),
    HOLDPOINT_SHOP_URL: z.url(),
    HOLDPOINT_ACTIONS_FILE: z.string(),
  })
  .parse(process.env);

const as = (what: string): CommandContext => ({
  actor: { kind: "console", id: "seed" },
  idempotencyKey: `seed:${what}`,
});

async function done<T>(result: CommandResult<T>): Promise<void> {
  const outcome = await result;
  if (!outcome.ok)
    throw new Error(
      `${outcome.refusal.message} ${outcome.refusal.blockers.map((one) => one.message).join(" ")}`,
    );
}

await publishBuiltInPacks();
for (const { role: _, ...person } of demoPeople)
  await done(createPerson(as(person.email), { ...person, password: given.HOLDPOINT_DEMO_PASSWORD }));
await done(
  createService(as("storefront"), await readShop(given.HOLDPOINT_SHOP_URL, given.HOLDPOINT_ACTIONS_FILE)),
);
console.log(JSON.stringify({ signIns: demoPeople.map(({ email, name, role }) => ({ email, name, role })) }));
await disconnectStore();
