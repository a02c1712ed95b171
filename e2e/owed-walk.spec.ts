import { expect, type Page } from "@playwright/test";
import { test } from "./support/journey.ts";
import type { Who } from "./support/people.ts";
import { type Declared, declare, openRoom } from "./support/room.ts";
import { resetShop } from "./support/shop.ts";
import { walkByOwed } from "./support/walk.ts";

type Walk = { protocol: string; trigger: RegExp; people: Who[]; phase: string } & Pick<Declared, "also">;

const walks: Walk[] = [
  {
    protocol: "MVP-4-GA rollback",
    trigger: /^Global outage/,
    people: ["sre", "captain", "sreLead", "comms"],
    phase: "Restored",
    also: async (page) => {
      for (const fact of ["Impact on users", "Impact on data", "Impact on availability"])
        await page.getByLabel(fact).fill("One in fifty cannot pay.");
    },
  },
  {
    protocol: "Edge platform incident and rollback",
    trigger: /^It is worse since a deployment/,
    people: ["sre", "comms", "security"],
    phase: "Recovered",
  },
  {
    protocol: "Failing delivery cycle",
    trigger: /^Reliability or integrity regressed/,
    people: ["captain", "sre", "data", "security", "comms"],
    phase: "Unfrozen",
  },
];

for (const { protocol, trigger, people, phase, also } of walks) {
  test(`${protocol}: from its declaration to its close by what is owed now, and by nothing else`, async ({
    enter,
  }) => {
    test.setTimeout(300_000);
    await resetShop();
    const commander = await enter("commander");
    const reference = await declare(commander, { protocol, trigger, ...(also && { also }) });
    const others: Page[] = [];
    for (const who of people) {
      const page = await enter(who);
      await openRoom(page, reference);
      others.push(page);
    }
    await walkByOwed([commander, ...others]);
    const phases = commander.getByRole("listitem").filter({ hasText: /, (done|now)$/ });
    await expect(phases.filter({ hasText: phase })).toContainText("done");
    await expect(phases.filter({ hasText: "Closed" })).toContainText("now");
    await expect(commander.getByRole("region", { name: "Rollback", exact: true })).toContainText(/complete/i);
  });
}
