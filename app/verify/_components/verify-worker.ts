import { checkedIn } from "#lib/verify/bundle/checked.ts";
import { readTrust } from "#lib/verify/bundle/trust.ts";
import { verifyBundle } from "#lib/verify/bundle/verify-bundle.ts";
import { limits } from "#lib/verify/bundle/zip-layout.ts";
import type { Answer, Asked } from "./answer.ts";

async function answer({ bundle, keys }: Asked): Promise<Answer> {
  const trust = keys.trim() === "" ? null : readTrust(keys);
  if (trust?.ok === false) return { kind: "keys", reason: trust.reason };
  if (bundle.size > limits.archiveBytes)
    return { kind: "unreadable", reason: `it is larger than ${limits.archiveBytes} bytes` };
  const bytes = await bundle.arrayBuffer().catch(() => null);
  if (bytes === null) return { kind: "unreadable", reason: "there is no such file, or it may not be read" };
  const verdict = verifyBundle(new Uint8Array(bytes), trust?.keys ?? null);
  return verdict.verdict === "unreadable"
    ? { kind: "unreadable", reason: verdict.reason }
    : { kind: "read", verdict, checked: checkedIn(verdict) };
}

addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
  postMessage(await answer(data));
});
postMessage({ kind: "ready" } satisfies Answer);
