import { expect, it } from "vitest";
import { smallPack } from "../../incident/testing/small-pack.ts";
import { packOf } from "../../incident/testing/story.ts";
import { actionProblems } from "./actions.ts";

const step = { id: "code", title: "The code", kind: "act", expectedSeconds: 1, idempotent: true } as const;
const packWith = (given: Record<string, string>) =>
  packOf({
    ...smallPack,
    plans: { back: { title: "Back", steps: [{ ...step, action: "demo/release", with: given }] } },
  });
const toRelease = { id: "demo/release", parameters: ["to"] };

it("a step that hands over what its action asks for is fine, whichever service registered it so", () => {
  expect(actionProblems(packWith({ to: "1.4.2" }), [toRelease])).toEqual([]);
  const other = { id: "demo/release", parameters: ["tag", "region"] };
  expect(actionProblems(packWith({ to: "1.4.2" }), [other, toRelease])).toEqual([]);
});

it("a parameter that is missing, and one that there is not, are told at their places before anybody is stuck", () => {
  expect(actionProblems(packWith({ version: "1.4.2" }), [toRelease])).toEqual([
    { path: "plans.back.steps.code.with", message: '"demo/release" needs the parameter "to"' },
    {
      path: "plans.back.steps.code.with.version",
      message: '"version" is no parameter of "demo/release"; there are: to',
      found: "version",
      names: ["to"],
    },
  ]);
});

it("an action that nobody registered is told with the names there are", () => {
  expect(actionProblems(packWith({}), [{ id: "demo/relaese", parameters: [] }])).toEqual([
    expect.objectContaining({
      path: "plans.back.steps.code.action",
      message: '"demo/release" is no registered action; there are: demo/relaese',
    }),
  ]);
});
