import { verify } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const policyBundle = z.object({
  tag: z.string(),
  maximumQuantity: z.int().min(1),
  discount: z.string().optional(),
});
export type Policy = z.output<typeof policyBundle>;

/** The bundle counts only when the publisher's signature over its exact bytes holds. */
export function readSignedPolicy(dir: string, tag: string): Policy {
  if (!/^v\d+\.\d+\.\d+$/.test(tag)) throw new Error(`"${tag}" is not a policy tag such as v1.4.2.`);
  const bytes = readFileSync(join(dir, "bundles", `${tag}.json`));
  const signature = Buffer.from(readFileSync(join(dir, "bundles", `${tag}.sig`), "utf8").trim(), "base64");
  const publisher = readFileSync(join(dir, "publisher.pem"));
  if (!verify(null, bytes, publisher, signature)) {
    throw new Error(`the signature of policy ${tag} does not match its bytes`);
  }
  const policy = policyBundle.parse(JSON.parse(bytes.toString("utf8")));
  if (policy.tag !== tag) throw new Error(`the policy bundle of ${tag} says it is ${policy.tag}`);
  return policy;
}

export function readActivePolicy(dir: string): Policy {
  return readSignedPolicy(dir, readFileSync(join(dir, "active"), "utf8").trim());
}

/** Answers again from memory while none of the three files moved, since every request asks. */
export function activePolicyReader(dir: string): () => Policy {
  let known: { stamp: string; policy: Policy } | undefined;
  return () => {
    const tag = readFileSync(join(dir, "active"), "utf8").trim();
    const files = [`bundles/${tag}.json`, `bundles/${tag}.sig`, "publisher.pem"];
    const stamp = [tag, ...files.map((file) => stampOf(join(dir, file)))].join(" ");
    if (known?.stamp !== stamp) known = { stamp, policy: readActivePolicy(dir) };
    return known.policy;
  };
}

function stampOf(path: string): string {
  const { mtimeNs, size, ino } = statSync(path, { bigint: true });
  return `${mtimeNs}/${size}/${ino}`;
}
