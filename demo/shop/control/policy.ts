import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSignedPolicy } from "../releases/storefront/policy.ts";
import { releaseTag } from "../shop-folder.ts";
import { askVersions, waitUntilSteady } from "./ask-shop.ts";
import { type Changing, change } from "./verb.ts";

export const rollbackPolicy = change({ to: releaseTag }, (around, { to }) => activatePolicy(around, to));

export async function activatePolicy({ folder, settings, say }: Changing, tag: string): Promise<void> {
  readSignedPolicy(folder.policy, tag);
  say(`policy bundle ${tag}: the publisher's Ed25519 signature holds over its exact bytes`);
  const active = join(folder.policy, "active");
  if (readFileSync(active, "utf8").trim() === tag) {
    say(`policy ${tag} is active already`);
  } else {
    writeFileSync(`${active}.new`, `${tag}\n`);
    renameSync(`${active}.new`, active);
    say(`policy ${tag} is activated`);
  }
  await waitUntilSteady({ times: 5, withinSeconds: 10, what: `policy ${tag} in use` }, async () => {
    const { policy } = await askVersions(settings.proxyUrl);
    return policy === tag ? null : `the shop still uses ${policy}`;
  });
  say(`the running shop judges by policy ${tag}`);
}
