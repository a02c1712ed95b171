import { describe, expect, it } from "vitest";
import { smallPack } from "../incident/testing/small-pack.ts";
import { packOf } from "../incident/testing/story.ts";
import type { PackSource } from "../protocol/pack.ts";
import { parsePack } from "../protocol/parse-pack.ts";
import { parseActionsFile } from "./action.ts";
import { planRun } from "./plan.ts";

const baseline = { release: "1.4.2", schema: "42" };
const [first, ...others] = smallPack.plans?.back?.steps ?? [];
if (first === undefined) throw new Error("the plan has no step");

const planned = (parameters: Record<string, string>) =>
  packOf({
    ...smallPack,
    plans: { back: { title: "Back", steps: [{ ...first, with: parameters }, ...others] } },
  });

const actionsOf = (ids: string[]) => {
  const file = parseActionsFile({
    actions: ids.map((id) => ({
      id,
      title: id,
      service: "shop",
      environment: "production",
      executor: "command",
      argv: ["/bin/do", id, ...(id === "shop/code" ? ["--to", "{{version}}"] : [])],
      cwd: "/srv",
      environmentVariables: {},
      parameters:
        id === "shop/code"
          ? { version: { type: "text", pattern: "^\\d+\\.\\d+\\.\\d+$", description: "release" } }
          : {},
      timeoutSeconds: 60,
      expectedSeconds: 5,
      idempotent: true,
    })),
  });
  if (!file.ok) throw new Error(JSON.stringify(file.problems));
  return file.actions;
};
const all = ["shop/code", "shop/settings", "shop/health", "shop/smoke"];

describe("a plan", () => {
  it("is what will run: each step's command with the baseline's values, and how long it should take", () => {
    const run = planRun(planned({ version: "{{baseline.release}}" }), "back", baseline, actionsOf(all));
    expect(run).toMatchObject({ ok: true, expectedSeconds: 120 });
    expect(run.ok && run.steps[0]).toMatchObject({
      id: "code",
      kind: "act",
      parameters: { version: "1.4.2" },
      argv: ["/bin/do", "shop/code", "--to", "1.4.2"],
      idempotent: false,
    });
  });

  it("cannot run where an action is not registered, and says which", () => {
    const run = planRun(planned({ version: "1.4.2" }), "back", baseline, actionsOf(["shop/code"]));
    expect(!run.ok && run.problems.map(({ step, message }) => `${step}: ${message}`)).toEqual([
      'settings: No action "shop/settings" is registered for this service.',
      'health: No action "shop/health" is registered for this service.',
      'smoke: No action "shop/smoke" is registered for this service.',
    ]);
  });

  it.each([
    ["{{baseline.nothing}}", "the baseline has no such value"],
    ["{{incident.reference}}", "a plan knows the baseline alone"],
    ["1.4.2; rm -rf /", "the action takes no such value"],
    ["--help", "the action takes no such value"],
  ])("cannot run with %s, because %s", (version) => {
    const run = planRun(planned({ version }), "back", baseline, actionsOf(all));
    expect(!run.ok && run.problems.map(({ step }) => step)).toEqual(["code"]);
  });

  it("is one of the pack's", () => {
    expect(planRun(planned({}), "forth", baseline, actionsOf(all))).toMatchObject({ ok: false });
  });
});

describe("what a step quotes", () => {
  const steps = [{ ...first, with: { version: "{{targets.site}}" } }, ...others];
  const source: PackSource = {
    ...smallPack,
    targets: { site: { title: "Site's version", kind: "text", confirms: { role: "captain" } } },
    plans: { back: { title: "Back", steps } },
  };
  const pack = packOf(source);
  const confirmed = (value: string) => ({
    mode: null,
    targets: { site: { by: "p", party: null, at: "2026-03-01T10:00:00.000Z", seq: 4, value } },
  });

  it("[WP-4] is the target that was confirmed for it, so each service goes back to its own version", () => {
    const run = planRun(pack, "back", baseline, actionsOf(all), confirmed("1.3.9"));
    expect(run.ok && run.steps[0]?.argv).toEqual(["/bin/do", "shop/code", "--to", "1.3.9"]);
  });

  it("[WP-4] a plan whose target nobody has confirmed cannot run", () => {
    const run = planRun(pack, "back", baseline, actionsOf(all));
    expect(!run.ok && run.problems[0]?.step).toBe("code");
  });

  it("[WP-4] a target that the pack does not declare is refused with the names there are", () => {
    const parsed = parsePack({ ...source, targets: {} });
    expect(!parsed.ok && parsed.problems).toMatchObject([
      { path: "plans.back.steps.code.with.version", found: "targets.site" },
    ]);
  });
});
