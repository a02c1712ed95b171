import { hash } from "node:crypto";
import { beforeFirst, type Head, type RawEntry } from "#lib/domain/record/entry.ts";
import { sealEntry } from "#lib/store/log/entry.ts";
import { verifyChain } from "#lib/verify/chain.ts";
import type { Figure } from "../measure.ts";
import { inTurn } from "./rounds.ts";

const entries = 10_000;
const stream = "BEN-2031-0001";
const now = "2031-01-01T00:00:00.000Z";

function longChain(): RawEntry[] {
  const chain: RawEntry[] = [];
  let after: Head = { seq: 0, hash: beforeFirst };
  for (let number = 0; number < entries; number += 1) {
    const event = {
      type: "NoteAdded",
      facts: { kind: "observation" },
      text: { body: `Observation ${number}.` },
    };
    const entry = sealEntry(event as never, { stream, after, actor: { kind: "console", id: "bench" }, now });
    chain.push(entry);
    after = { seq: entry.seq, hash: entry.hash };
  }
  return chain;
}

const rate = (work: () => void): number => {
  const startedAt = performance.now();
  work();
  return (entries * 1_000) / (performance.now() - startedAt);
};

/** Verifying a whole chain, beside hashing its headers in a chain and looking at nothing. */
export async function benchVerification(): Promise<Figure[]> {
  const chain = longChain();
  const verify = () => {
    const checked = verifyChain(chain, { stream, head: null });
    if (!checked.ok) throw new Error(checked.reason);
  };
  const digest = () => {
    let last = beforeFirst;
    for (const { header } of chain) last = hash("sha256", last + header);
  };
  verify();
  digest();
  const found = await inTurn(7, { verified: async () => rate(verify), hashed: async () => rate(digest) });
  return [
    {
      what: `entries verified (a chain of ${entries})`,
      unit: "1/s",
      ...found.verified,
      beside: { what: "a raw SHA-256 chain", value: found.hashed.value },
      target: { of: "ratio", is: "at least", bound: 0.15 },
    },
  ];
}
