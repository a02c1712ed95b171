import { generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { badRelease, goodRelease, type ShopFolder } from "../shop-folder.ts";

const bundles = [
  { tag: `v${goodRelease}`, maximumQuantity: 20 },
  { tag: `v${badRelease}`, maximumQuantity: 20, discount: "10%" },
];

/** The private key is never written: after this nobody, the shop included, can sign another bundle. */
export function publishPolicies(folder: ShopFolder): void {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  rmSync(folder.policy, { recursive: true, force: true });
  mkdirSync(join(folder.policy, "bundles"), { recursive: true });
  writeFileSync(join(folder.policy, "publisher.pem"), publicKey.export({ type: "spki", format: "pem" }));
  for (const bundle of bundles) {
    const bytes = Buffer.from(`${JSON.stringify(bundle, null, 2)}\n`);
    writeFileSync(join(folder.policy, "bundles", `${bundle.tag}.json`), bytes);
    writeFileSync(
      join(folder.policy, "bundles", `${bundle.tag}.sig`),
      `${sign(null, bytes, privateKey).toString("base64")}\n`,
    );
  }
  writeFileSync(join(folder.policy, "active"), `v${badRelease}\n`);
}
