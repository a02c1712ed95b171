import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { parseJsonFile } from "../../process/json-file.ts";
import { commitAll, git, removeStaleLock } from "../git.ts";
import { releaseTag, type ShopFolder } from "../shop-folder.ts";
import { askVersions } from "./ask-shop.ts";
import { type Case, runCases } from "./cases.ts";
import {
  expectAbsent,
  expectRefusal,
  readItems,
  readLatestOrders,
  readOrder,
  writeOrder,
} from "./contract.ts";
import { type Changing, change, check } from "./verb.ts";

const pin = z.strictObject({ producer: z.literal("storefront"), tag: releaseTag });

export const consumerPin = change({ tag: releaseTag }, async (around, { tag }) => {
  const { version } = await askVersions(around.settings.proxyUrl);
  if (`v${version}` !== tag) throw new Error(`the shop serves v${version}; a pin to ${tag} would not hold`);
  around.say(`the shop serves ${tag}`);
  await pinConsumer(around, tag);
});

export async function pinConsumer({ folder, say }: Changing, tag: string): Promise<void> {
  if (removeStaleLock(folder.consumer)) say("removed the lock that a killed git left behind");
  const before = readPin(folder);
  if (before !== tag) {
    writeFileSync(pinFile(folder), `${JSON.stringify({ producer: "storefront", tag }, null, 2)}\n`);
  }
  if ((await git(folder.consumer, "status", "--porcelain")) === "")
    return say(`the consumer is pinned to ${tag} already`);
  const commit = await commitAll(folder.consumer, `Pin storefront to ${tag}`);
  say(`the consumer's pin moved from ${before} to ${tag}, commit ${commit}`);
}

export const consumerContract = check({}, ({ settings, say }) =>
  runCases(contractCases(settings.proxyUrl), say),
);

export const consumerCi = check({}, async ({ folder, settings, say }) => {
  const { proxyUrl } = settings;
  await runCases(
    [
      {
        name: "the pin is committed and is what the shop serves",
        run: async () => {
          const loose = await git(folder.consumer, "status", "--porcelain");
          if (loose !== "") throw new Error(`edits outside a commit: ${loose}`);
          const { version } = await askVersions(proxyUrl);
          const pinned = readPin(folder);
          if (pinned !== `v${version}`) throw new Error(`pinned to ${pinned}, the shop serves v${version}`);
          return `${pinned} at ${await git(folder.consumer, "rev-parse", "--short", "HEAD")}`;
        },
      },
      ...contractCases(proxyUrl),
    ],
    say,
  );
});

function contractCases(proxyUrl: string): Case[] {
  return [
    { name: "items come in the envelope", run: async () => `${(await readItems(proxyUrl)).length} items` },
    {
      name: "every item can be ordered at its price",
      run: async () => {
        const items = await readItems(proxyUrl);
        for (const { id, priceCents, name } of items) {
          const { totalCents } = await writeOrder(proxyUrl, id, 1);
          if (totalCents !== priceCents)
            throw new Error(`${name} costs ${totalCents}, expected ${priceCents}`);
        }
        return `${items.length} orders`;
      },
    },
    {
      name: "an order reads back as it was placed",
      run: async () => {
        const placed = await writeOrder(proxyUrl, 5, 3);
        const found = await readOrder(proxyUrl, placed.id);
        if (found.quantity !== 3 || found.itemId !== 5) throw new Error(JSON.stringify(found));
        return `order ${placed.id}`;
      },
    },
    {
      name: "the latest orders come in the envelope",
      run: async () => `${(await readLatestOrders(proxyUrl)).length}`,
    },
    { name: "an order without an item is refused", run: () => expectRefusal(proxyUrl, { quantity: 1 }, 400) },
    {
      name: "too many of one item are refused",
      run: () => expectRefusal(proxyUrl, { itemId: 1, quantity: 5_000 }, 422),
    },
    { name: "an unknown order is absent", run: () => expectAbsent(proxyUrl, "/api/orders/999999999") },
  ];
}

function readPin(folder: ShopFolder): string {
  return parseJsonFile(pinFile(folder), pin).tag;
}

function pinFile(folder: ShopFolder): string {
  return join(folder.consumer, "pin.json");
}
