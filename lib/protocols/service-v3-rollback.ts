import type { PackSource } from "#lib/domain/protocol/pack.ts";
import { communication } from "./service-v3-rollback/communication.ts";
import { decision } from "./service-v3-rollback/decision.ts";
import { reversal } from "./service-v3-rollback/reversal.ts";
import { situation } from "./service-v3-rollback/situation.ts";

export const serviceV3Rollback: PackSource = {
  id: "service-v3-rollback",
  version: "1.0.0",
  title: "Service.v3 rollback",
  source: "Service.v3 Rollback Communication Protocol (Producer), 2026-02-08",
  summary:
    "Producer and consumer bring a bad release back together: notices on the clock, evidence from both sides, one joint decision.",
  ...situation,
  ...communication,
  ...reversal,
  ...decision,
};
