import { afterEach, expect, it, vi } from "vitest";
import { parseSettings } from "#lib/platform/env.ts";
import { environmentsOf } from "./environments.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

it("the worker is told where the signing key lies, and neither the web process nor the seed is", () => {
  const settings = parseSettings({ HOLDPOINT_SIGNING_KEY_FILE: "/keys/one.pem" });
  const addresses = { app: "app", worker: "worker", migrator: "migrator" };
  const { web, worker, seed } = environmentsOf({
    settings,
    addresses,
    secret: "s",
    isDemo: false,
    demo: undefined,
    named: [],
  });
  expect(worker.HOLDPOINT_SIGNING_KEY_FILE).toBe("/keys/one.pem");
  expect(web.HOLDPOINT_SIGNING_KEY_FILE).toBeUndefined();
  expect(seed.HOLDPOINT_SIGNING_KEY_FILE).toBeUndefined();
});

it("what the actions name as secrets reaches the worker alone, and what every program needs reaches all", () => {
  vi.stubEnv("DEPLOY_TOKEN", "correct horse");
  const addresses = { app: "app", worker: "worker", migrator: "migrator" };
  const known = { settings: parseSettings({}), addresses, secret: "s", isDemo: false, demo: undefined };
  const { web, worker, seed } = environmentsOf({ ...known, named: ["DEPLOY_TOKEN", "PATH"] });
  expect(worker).toMatchObject({ DEPLOY_TOKEN: "correct horse", PATH: process.env.PATH });
  for (const other of [web, seed]) {
    expect(Object.values(other)).not.toContain("correct horse");
    expect(other.PATH).toBe(process.env.PATH);
  }
});
