import { expect, it } from "vitest";
import type { PlanStep } from "#components/incident/plan-steps.tsx";
import type { Lexicon } from "../sentence/lexicon.ts";
import { planParts } from "./plan-parts.ts";

const planned = [
  { id: "announce", expectedSeconds: 1 },
  { id: "api", lane: "site", expectedSeconds: 5 },
  { id: "rows", lane: "store", expectedSeconds: 5 },
  { id: "web", lane: "site", expectedSeconds: 5 },
  { id: "health", expectedSeconds: 1 },
  { id: "smoke", expectedSeconds: 1 },
];
const shown = planned.map(
  ({ id, expectedSeconds }, index): PlanStep => ({
    id,
    number: index + 1,
    title: id,
    state: "waiting",
    expectedSeconds,
  }),
);
const names = { pack: { lanes: { site: { title: "Site" } } } } as unknown as Lexicon;

it("[PT-6] lanes that are walked together stand beside one another by their titles, single steps in lists between them", () => {
  const parts = planParts(planned, shown, names).map(({ lanes }) =>
    lanes.map(({ title, steps }) => [title, ...steps.map(({ id }) => id)]),
  );
  expect(parts).toEqual([
    [["", "announce"]],
    [
      ["Site", "api", "web"],
      ["store", "rows"],
    ],
    [["", "health", "smoke"]],
  ]);
});
