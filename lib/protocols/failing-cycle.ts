import type { PackSource } from "#lib/domain/protocol/pack.ts";
import { communication } from "./failing-cycle/communication.ts";
import { mode } from "./failing-cycle/mode.ts";
import { rollback } from "./failing-cycle/rollback.ts";
import { situation } from "./failing-cycle/situation.ts";
import { unfreeze } from "./failing-cycle/unfreeze.ts";

/** A delivery cycle that is unsafe to go on with: stopped, taken back lane by lane, and let go under control. */
export const failingCycle: PackSource = {
  id: "failing-cycle",
  version: "1.1.0",
  title: "Failing delivery cycle",
  source: "Failing Cycle Rollback Runbook, Portarium",
  summary:
    "Rollback mode freezes merges, claims, promotions and deployments; five lanes go back at the declared level; nothing is unfrozen before all four conditions hold.",
  referencePrefix: "CYC",
  ...situation,
  ...mode,
  ...rollback,
  ...unfreeze,
  ...communication,
};
