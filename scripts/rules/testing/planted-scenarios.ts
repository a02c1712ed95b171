import { expect, it } from "vitest";
import { builtInPacks } from "#lib/protocols/index.ts";

it("[TST-1] looks for what was planted", () => {
  expect(builtInPacks[0]?.facts).toHaveProperty("planted");
});

it("[TST-2] looks for nothing", () => {
  expect(builtInPacks[0]?.facts).toBeDefined();
});
