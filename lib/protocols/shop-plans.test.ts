import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packOf } from "#lib/domain/incident/testing/story.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { parseActionsFile, resolveCommand } from "#lib/domain/rollback/action.ts";
import { planRun } from "#lib/domain/rollback/plan.ts";
import { writeActionsFile } from "../../demo/shop/build/actions-file.ts";
import { shopFolder } from "../../demo/shop/shop-folder.ts";
import { builtInPacks } from "./index.ts";

const dir = mkdtempSync(join(tmpdir(), "holdpoint-shop-plans-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const folder = shopFolder(dir);
writeActionsFile(folder);
const file = parseActionsFile(JSON.parse(readFileSync(folder.actions, "utf8")));
const actions = file.ok ? file.actions : [];
const baseline = {
  release: "1.4.2",
  configuration: "v1.4.2",
  policy: "v1.4.2",
  schema: "42",
  tag: "v1.4.2",
  sha: "b".repeat(40),
};
const record = { by: "", at: "", seq: 1, party: null };
/** The widest level, so that every step of a plan is looked at. */
const widest = (pack: ProtocolPack) => {
  const scope = pack.scope?.levels.at(-1)?.id;
  return { mode: scope === undefined ? null : { ...record, reasons: [], scope } };
};
const moment = "2026-11-21T02:41:00.000Z";
const targets = Object.fromEntries(
  Object.entries({ moment, minutes: "12" }).map(([name, value]) => [name, { ...record, value }]),
);
const packs = builtInPacks.map((source) => packOf(source));
const plans = packs.flatMap((pack) => Object.keys(pack.plans).map((plan) => [pack.id, plan, pack] as const));
const evidence = packs.flatMap((pack) =>
  Object.entries(pack.evidence).flatMap(([name, { action, with: parameters }]) =>
    action === undefined ? [] : [[pack.id, name, action, parameters] as const],
  ),
);

describe("the built-in packs and the demonstration's shop", () => {
  it.each(plans)("%s, %s: every step is an action that the shop has registered", (_id, plan, pack) => {
    const run = planRun(pack, plan, baseline, actions, { ...widest(pack), targets });
    expect(run).toMatchObject({ ok: true });
    const redeployed = (service: string) => ["--service", service, "--to", "1.4.2"];
    const byRedeploying = [
      redeployed("api-worker"),
      redeployed("ingest-worker"),
      redeployed("queue-consumer"),
      redeployed("admin-pages"),
      redeployed("user-portal"),
      [],
      [],
    ];
    const byLane = [
      ["--to", "1.4.2"],
      ["--to", "v1.4.2"],
      ["--to", "v1.4.2"],
      ["--to", "42"],
      ["--expect", "1.4.2"],
      [],
      ["--min", "1"],
      [],
      [],
    ];
    if (pack.id === "edge-platform")
      return expect(run.ok && run.steps.map(({ argv }) => argv.slice(5))).toEqual(byRedeploying);
    if (pack.id === "failing-cycle")
      return expect(run.ok && run.steps.map(({ argv }) => argv.slice(5))).toEqual(byLane);
    expect(run.ok && run.steps.map(({ argv }) => argv.slice(5))).toEqual([
      ["--to", "1.4.2"],
      ["--to", "v1.4.2"],
      ["--to", "v1.4.2"],
      plan === "restore" ? ["--to", moment, "--lose-minutes", "12"] : ["--to", "42"],
      [],
      ["--expect", "1.4.2"],
      [],
      ["--max", expect.stringMatching(/^0\.0\d*1$/)],
      ...(pack.id === "mvp4-ga" ? [["--min", "10"]] : []),
    ]);
  });

  it.each(plans)("%s, %s: agrees with the shop on what may be run twice", (_id, plan, pack) => {
    for (const step of pack.plans[plan]?.steps ?? [])
      expect([step.id, step.idempotent]).toEqual([
        step.id,
        actions.find(({ id }) => id === step.action)?.idempotent,
      ]);
  });

  it.each(evidence)(
    "%s, %s: %s is registered and takes the pack's values",
    (_id, _name, action, parameters) => {
      const registered = actions.find(({ id }) => id === action);
      expect(registered).toBeDefined();
      const values = Object.fromEntries(
        Object.keys(parameters).map((name) => [name, name === "tag" ? baseline.tag : ""]),
      );
      expect(registered && resolveCommand(registered, values)).toMatchObject({ ok: true });
    },
  );
});
