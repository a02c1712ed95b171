import { z } from "zod";
import { readFlags, UsageProblem } from "../process/flags.ts";
import { live } from "../process/life.ts";
import { rollbackApplication } from "./control/application.ts";
import { checkAudit } from "./control/audit.ts";
import { checkAuditChain } from "./control/audit-chain.ts";
import { checkErrors, checkHealth, checkSmoke, checkVersion } from "./control/checks.ts";
import { rollbackConfiguration } from "./control/configuration.ts";
import { consumerCi, consumerContract, consumerPin } from "./control/consumer.ts";
import { rollbackDatabase } from "./control/database.ts";
import { faultMode, meetFault, setFault } from "./control/faults.ts";
import { endMaintenance, restoreDatabase } from "./control/point-in-time.ts";
import { rollbackPolicy } from "./control/policy.ts";
import { producerAlignment, producerParity, producerSmoke } from "./control/producer.ts";
import { redeployPages, redeployWorker } from "./control/redeploy.ts";
import { reset } from "./control/reset.ts";
import { commitReview } from "./control/review.ts";
import { leaseShop } from "./control/supervisor-connection.ts";
import type { Surroundings, Verb } from "./control/verb.ts";
import { readSettings, shopFolder } from "./shop-folder.ts";

const verbs: Record<string, Verb> = {
  "rollback-application": rollbackApplication,
  "redeploy-worker": redeployWorker,
  "redeploy-pages": redeployPages,
  "rollback-configuration": rollbackConfiguration,
  "rollback-policy": rollbackPolicy,
  "rollback-database": rollbackDatabase,
  "restore-database": restoreDatabase,
  "end-maintenance": endMaintenance,
  "commit-review": commitReview,
  "check-health": checkHealth,
  "check-version": checkVersion,
  "check-smoke": checkSmoke,
  "check-errors": checkErrors,
  "check-audit": checkAudit,
  "check-audit-chain": checkAuditChain,
  "producer-alignment": producerAlignment,
  "producer-parity": producerParity,
  "producer-smoke": producerSmoke,
  "consumer-pin": consumerPin,
  "consumer-contract": consumerContract,
  "consumer-ci": consumerCi,
  reset,
};
const byHand = ["reset", "end-maintenance"];
const steps = Object.keys(verbs).filter((name) => !byHand.includes(name));
const dir = z.string().min(1);

const [name = "", ...rest] = process.argv.slice(2);
await live(name || "control", async () => {
  if (name === "fault") return injectFault(rest);
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb)
    throw new UsageProblem(`Unknown verb "${name}". Known: ${[...Object.keys(verbs), "fault"].join(", ")}.`);
  const flags = readFlags(rest, { dir, ...verb.flags });
  const folder = shopFolder(z.string().parse(flags.dir));
  const around: Surroundings = { folder, settings: readSettings(folder), say };
  if (verb.kind === "check") {
    await meetFault(folder, name, say);
    return verb.run(around, flags as never);
  }
  const shop = await leaseShop(folder, name);
  try {
    if (steps.includes(name)) await meetFault(folder, name, say);
    await verb.run({ ...around, shop }, flags as never);
  } finally {
    shop.close();
  }
});

function injectFault(argv: readonly string[]): void {
  const given = readFlags(argv, {
    dir,
    step: z.enum(steps as [string, ...string[]], `expected one of ${steps.join(", ")}`),
    mode: faultMode,
  });
  setFault(shopFolder(given.dir), given.step, given.mode);
  say(`fault of ${given.step}: ${given.mode}`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
