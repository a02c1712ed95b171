import { expect, it } from "vitest";
import { smallPack } from "../../incident/testing/small-pack.ts";
import { packOf } from "../../incident/testing/story.ts";
import { sharedNameProblems } from "./shared-names.ts";

const withCaptainOf = (party: string | undefined) =>
  packOf({
    ...smallPack,
    roles: { ...smallPack.roles, captain: { ...smallPack.roles.captain, ...(party && { party }) } },
  } as never);

it.each([
  [undefined, undefined, 0],
  ["north", "north", 0],
  ["north", "south", 1],
  ["north", undefined, 1],
  [undefined, "north", 1],
])("a role of %s here and of %s in force elsewhere has %d problems", (here, there, problems) => {
  expect(sharedNameProblems(withCaptainOf(here), [withCaptainOf(there)])).toHaveLength(problems);
});

it("names both, so that one of them can be changed", () => {
  const [problem] = sharedNameProblems(withCaptainOf(undefined), [withCaptainOf("north")]);
  expect(problem).toMatchObject({ path: "roles.captain.party" });
  expect(problem?.message).toMatch(/found no party, and in ".+" it is of "north"/);
});
