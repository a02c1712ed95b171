import { expect, it } from "vitest";
import { parseSettings } from "#lib/platform/env.ts";
import { environmentsOf } from "./environments.ts";

it("the worker is told where the signing key lies, and neither the web process nor the seed is", () => {
  const settings = parseSettings({ HOLDPOINT_SIGNING_KEY_FILE: "/keys/one.pem" });
  const addresses = { app: "app", worker: "worker", migrator: "migrator" };
  const { web, worker, seed } = environmentsOf({
    settings,
    addresses,
    secret: "s",
    isDemo: false,
    demo: undefined,
  });
  expect(worker.HOLDPOINT_SIGNING_KEY_FILE).toBe("/keys/one.pem");
  expect(web.HOLDPOINT_SIGNING_KEY_FILE).toBeUndefined();
  expect(seed.HOLDPOINT_SIGNING_KEY_FILE).toBeUndefined();
});
