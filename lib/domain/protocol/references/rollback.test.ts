import { expect, it } from "vitest";
import { mvp4Ga } from "#lib/protocols/mvp4-ga.ts";
import { parsePack } from "../parse-pack.ts";

const withPlanned = (change: object) => ({
  ...mvp4Ga,
  authority: {
    startRollback: mvp4Ga.authority.startRollback.map((rule) =>
      rule.mode === "consensus-scheduled" ? { ...rule, ...change } : rule,
    ),
  },
});

it.each([
  ["no role that agrees", { consensus: [] }, "authority.startRollback.2.consensus"],
  ["a role that there is not", { consensus: ["pilot"] }, "authority.startRollback.2.consensus.0"],
  [
    "a notice that there is not",
    { ahead: { minutes: 30, notice: "letter" } },
    "authority.startRollback.2.ahead.notice",
  ],
])("a scheduled start with %s is refused by its path", (_what, change, path) => {
  expect(parsePack(mvp4Ga).ok).toBe(true);
  expect(parsePack(withPlanned(change))).toMatchObject({ ok: false, problems: [{ path }] });
});
