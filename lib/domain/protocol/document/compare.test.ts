import { expect, it } from "vitest";
import { smallPack } from "../../incident/testing/small-pack.ts";
import type { PackSource, ProtocolPack } from "../pack.ts";
import { parsePack } from "../parse-pack.ts";
import { compareDocuments } from "./compare.ts";

function read(source: unknown): ProtocolPack {
  const parsed = parsePack(source);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.pack;
}
const before = read(smallPack);

type Loose = { [key: string]: Loose };
function changed(change: (pack: Loose) => void): ReturnType<typeof compareDocuments> {
  const source: PackSource = structuredClone(smallPack);
  change(source as unknown as Loose);
  return compareDocuments(before, read(source));
}

it("a version is the same as itself", () => {
  expect(compareDocuments(before, read(structuredClone(smallPack)))).toEqual([]);
});

it("a value that changed is told by its path, its part and both values", () => {
  expect(changed(({ clocks }) => Object.assign(clocks?.first ?? {}, { dueInMinutes: 30 }))).toEqual([
    {
      path: "clocks.first.dueInMinutes",
      part: "First word",
      what: "due in minutes",
      before: "15",
      after: "30",
    },
  ]);
});

it("the wording of the whole protocol is told as the protocol's", () => {
  expect(changed((pack) => Object.assign(pack, { version: "1.1.0" }))).toEqual([
    { path: "version", part: "The protocol", what: "version", before: "1.0.0", after: "1.1.0" },
  ]);
});

it("who owes, what meets a clock and a condition are told in words", () => {
  const changes = changed(({ clocks, exit }) => {
    Object.assign(clocks?.first ?? {}, { owner: { role: "lead" }, metBy: { is: "verification" } });
    Object.assign(exit?.[0] ?? {}, { condition: { is: "ratified" } });
  });
  expect(changes.map(({ part, what, before: old, after }) => [part, what, old, after])).toEqual([
    ["First word", "owner", "Captain", "Lead"],
    [
      "First word",
      "met by",
      "met when the notice “First notice” is accepted outside the console for every audience",
      "met when the rollback’s verification has passed",
    ],
    ["Clocks are met", "condition", "every clock was met, late or not", "what was done first is ratified"],
  ]);
});

it("a step put between two others is one change, and so is a part that is gone", () => {
  const changes = changed((pack) => {
    const steps = pack.plans?.back?.steps as unknown as Loose[];
    steps.splice(1, 0, { ...steps[0], id: "between", title: "A step between" } as unknown as Loose);
    Reflect.deleteProperty(pack.freezes ?? {}, "deploys");
  });
  expect(
    changes.map(({ path, part, before: old, after }) => [path, part, old === null, after === null]),
  ).toEqual([
    ["plans.back.steps.between", "2. A step between", true, false],
    ["freezes.deploys", "No deployment", false, true],
  ]);
});

it("another order of the steps is a change", () => {
  const changes = changed((pack) => {
    const steps = pack.plans?.back?.steps as unknown as Loose[];
    steps.reverse();
  });
  expect(changes).toEqual([
    {
      path: "plans.back.steps.order",
      part: "Back",
      what: "order",
      before: "code, settings, health, smoke",
      after: "smoke, health, settings, code",
    },
  ]);
});
