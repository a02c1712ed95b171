import { expect, it } from "vitest";
import { mvp4Ga } from "#lib/protocols/mvp4-ga.ts";
import { serviceV3Rollback } from "#lib/protocols/service-v3-rollback.ts";
import type { PackSource } from "../protocol/pack.ts";
import { parsePack } from "../protocol/parse-pack.ts";
import { frozenWords, stoppedWords } from "./scope.ts";
import { untilWords } from "./until.ts";

function liftedWhen(source: PackSource, name: string): string {
  const parsed = parsePack(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const freeze = parsed.pack.freezes[name];
  if (freeze === undefined) throw new Error(`no freeze ${name}`);
  return untilWords(parsed.pack, freeze);
}

it("[SM-16] a freeze says that the verified rollback lifts it, and the closing in any case", () => {
  expect(liftedWhen(mvp4Ga, "deploys")).toBe("the rollback is verified or the incident is closed");
});

it("[MKC-2.3] a freeze says which evidence lifts it earlier", () => {
  expect(liftedWhen(serviceV3Rollback, "promotion")).toMatch(
    /^the evidence “.+” is in or the incident is closed$/,
  );
});

it("what stands still is named with its service, and with its environment where that counts", () => {
  const places = [
    { service: "Storefront", environment: "production" },
    { service: "Storefront", environment: "staging" },
    { service: "Ledger", environment: "production" },
  ];
  expect(frozenWords(["deploy", "merge"], places)).toBe(
    "Storefront: no deployments to production or staging, no merges; Ledger: no deployments to production, no merges",
  );
  expect(stoppedWords(["deploy", "claim"])).toBe("no deployments, no claims of work");
});
