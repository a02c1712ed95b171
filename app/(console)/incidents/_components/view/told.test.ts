import { expect, it } from "vitest";
import type { IncidentState, RunState } from "#lib/domain/incident/state.ts";
import type { Lexicon } from "../sentence/lexicon.ts";
import { toldOf } from "./told.ts";

const names = { role: (role: string) => role } as Lexicon;
const run = { run: "r" } as RunState;
const told = { run: "r", cause: "RunFailed", role: "lead", rule: null, seq: 7 } as const;
const shown = (persons: string[], reached: Record<string, "accepted" | "failed">) =>
  toldOf({ told: [{ ...told, persons, reached }] } as unknown as IncidentState, run, names);

it.each([
  ["nobody holds the role", "risk", [], {}],
  ["being told", "run", ["a", "b"], { a: "failed" }],
  ["told", "met", ["a", "b"], { a: "failed", b: "accepted" }],
  ["not reached", "breach", ["a", "b"], { a: "failed", b: "failed" }],
] as const)("[SM-5] says %s", (state, tone, persons, reached) => {
  expect(shown([...persons], reached)).toEqual([{ id: "told-7", title: "lead of its failure", state, tone }]);
});

it("says nothing of another run", () => {
  expect(toldOf({ told: [] } as unknown as IncidentState, run, names)).toEqual([]);
});
