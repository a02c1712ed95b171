import { changedReleaseFiles, releaseDigest } from "../build/release-trees.ts";
import { newSchema, oldSchema } from "../database/schema.ts";
import { git, treeOf } from "../git.ts";
import { readActivePolicy } from "../releases/storefront/policy.ts";
import { goodRelease } from "../shop-folder.ts";
import { askHealth, askVersions } from "./ask-shop.ts";
import { runCases } from "./cases.ts";
import { smoke } from "./checks.ts";
import { expectAbsent, expectRefusal, readLatestOrders } from "./contract.ts";
import { check } from "./verb.ts";

export const producerAlignment = check({}, async ({ settings, say }) => {
  const now = await askVersions(settings.proxyUrl);
  const schema = now.version === goodRelease ? oldSchema : newSchema;
  say(`release ${now.version} answers as process ${now.pid}`);
  await runCases(
    [
      { name: `schema is ${schema}`, run: () => agrees(now.schema, schema) },
      { name: `configuration is v${now.version}`, run: () => agrees(now.config, `v${now.version}`) },
      { name: `policy is v${now.version}`, run: () => agrees(now.policy, `v${now.version}`) },
    ],
    say,
  );
});

export const producerParity = check({}, async ({ folder, settings, say }) => {
  const { version, config } = await askVersions(settings.proxyUrl);
  await runCases(
    [
      {
        name: `release ${version} is byte for byte what was published`,
        run: async () => {
          const changed = changedReleaseFiles(folder, version);
          if (changed.length > 0) throw new Error(`changed: ${changed.join(", ")}`);
          return `digest list sha256:${releaseDigest(folder, version)}`;
        },
      },
      {
        name: `configuration is the tree of ${config}`,
        run: async () => {
          const loose = await git(folder.configuration, "status", "--porcelain");
          if (loose !== "") throw new Error(`edits outside a commit: ${loose}`);
          const tree = await treeOf(folder.configuration, "HEAD");
          await agrees(tree, await treeOf(folder.configuration, `refs/tags/${config}`));
          return `tree ${tree}`;
        },
      },
      {
        name: "active policy carries the publisher's signature",
        run: async () => readActivePolicy(folder.policy).tag,
      },
    ],
    say,
  );
});

export const producerSmoke = check({}, async (around) => {
  const { proxyUrl } = around.settings;
  await runCases(
    [
      { name: "items, an order, the order again", run: async () => void (await smoke(around)) },
      { name: "the latest orders", run: async () => `${(await readLatestOrders(proxyUrl)).length} orders` },
      {
        name: "an order of nothing is refused",
        run: () => expectRefusal(proxyUrl, { itemId: 1, quantity: 0 }, 400),
      },
      {
        name: "an unknown address answers in the envelope",
        run: () => expectAbsent(proxyUrl, "/api/nowhere"),
      },
      {
        name: "good health",
        run: async () => {
          const { status, reason } = await askHealth(proxyUrl);
          if (status !== "healthy") throw new Error(reason ?? status);
          return status;
        },
      },
    ],
    around.say,
  );
});

async function agrees(found: string | number, wanted: string | number): Promise<string> {
  if (found !== wanted) throw new Error(`found ${found}, expected ${wanted}`);
  return String(found);
}
