import { describe, expect, it } from "vitest";
import { packOf as parsed } from "#lib/domain/incident/testing/story.ts";
import { builtInPacks } from "#lib/protocols/index.ts";
import type { DeclareView } from "#lib/queries/declare.ts";
import { type Draft, declarationOf, firstService, foresee, serviceKey } from "./draft.ts";

const serverNow = "2026-11-21T10:00:00.000Z";
const now = Date.parse(serverNow);
const sha = "a".repeat(40);
const service = {
  id: "00000000-0000-4000-8000-00000000005e",
  key: "storefront",
  name: "Storefront",
  environment: "production",
  baseline: { tag: "v1.4.2", sha },
  current: { tag: "v1.5.0", sha },
};
const view: DeclareView = {
  packs: builtInPacks.map((source) => ({ hash: "h", pack: parsed(source) })),
  services: [service],
  people: [],
  allowsScaledClocks: false,
  serverNow,
};
const draft: Draft = {
  packId: "service-v3-rollback",
  trigger: "envelope-mismatch",
  severity: null,
  service: serviceKey(service),
  title: null,
  seen: "",
  identifiedMinutesAgo: 0,
  identifiedMinute: null,
  answers: { contractMode: "service.v3 candidate" },
  clockFactor: 1,
};

function ask(changes: Partial<Draft>) {
  const one = { ...draft, ...changes };
  const pack = view.packs.find(({ pack }) => pack.id === one.packId)?.pack;
  const declaration = declarationOf(view, one, now);
  if (pack === undefined || declaration === null) throw new Error("nothing was seen");
  return { declaration, ...foresee(pack, declaration, serverNow) };
}

describe("the service", () => {
  const ledger = { ...service, id: "00000000-0000-4000-8000-00000000005f", key: "ledger", name: "Ledger" };
  const staging = { ...service, environment: "staging" };

  it("stands in the field where there is one alone, or where the link names it; of several none is guessed", () => {
    const first = (services: (typeof service)[], asked?: string) =>
      firstService({ ...view, services }, asked);
    expect(first([service])).toBe(serviceKey(service));
    expect(first([service, ledger])).toBe("");
    expect(first([service, ledger], "ledger")).toBe(serviceKey(ledger));
    expect(first([service, staging, ledger], "storefront")).toBe("");
    expect(first([service, ledger], "unknown")).toBe("");
    expect(first([])).toBe("");
  });

  it("is asked for before anything is sent, beside what the protocol asks, and the clocks are shown all the same", () => {
    const { refusal, clocks, declaration } = ask({ service: "", answers: {} });
    expect(declaration.services).toEqual([]);
    expect(refusal?.blockers.map(({ message }) => message)).toEqual(
      expect.arrayContaining(["Service is missing.", "Affected contract mode is missing."]),
    );
    expect(clocks.map(({ facts }) => facts.clock)).toContain("initial-notice");
  });
});

describe("a declaration in the making", () => {
  it("has title, least severity and both pins from the trigger and the service", () => {
    const { declaration, refusal } = ask({});
    expect(refusal).toBeNull();
    expect(declaration).toMatchObject({
      title: "Error answers have the wrong envelope",
      severity: "SEV-1",
      answers: { currentPin: { tag: "v1.5.0" }, targetPin: { tag: "v1.4.2" } },
    });
  });

  it("[MKC-3] counts from the minute that the person names, and shows a clock that is past due then", () => {
    const { declaration, clocks } = ask({ identifiedMinute: "2026-11-21T09:41" });
    expect(declaration.identifiedAt).toBe("2026-11-21T09:41:00.000Z");
    const initial = clocks.find(({ facts }) => facts.clock === "initial-notice");
    expect(initial).toMatchObject({ isBreached: true, facts: { dueAt: "2026-11-21T09:56:00.000Z" } });
  });

  it("[MKC-4.3] says which asked value is missing before anything is sent, and shows the clocks all the same", () => {
    const { refusal, clocks } = ask({ answers: {} });
    expect(refusal?.blockers).toEqual([{ rule: "MKC-4.3", message: "Affected contract mode is missing." }]);
    expect(clocks.map(({ facts }) => facts.clock)).toContain("initial-notice");
  });

  it("[MKC-2.1] refuses a severity below the trigger's least, with its rule", () => {
    expect(ask({ severity: "SEV-2" }).refusal).toMatchObject({ code: "rule", rule: "MKC-2.1" });
  });

  it("[MKC-3.1] counts clocks from the identification, so one can be past due before it is declared", () => {
    const { clocks } = ask({ identifiedMinutesAgo: 20 });
    const initial = clocks.find(({ facts }) => facts.clock === "initial-notice");
    expect(initial).toMatchObject({ isBreached: true, facts: { dueAt: "2026-11-21T09:55:00.000Z" } });
    expect(clocks.filter(({ isBreached }) => isBreached)).toHaveLength(1);
  });

  it("[SM-1] has every text filled in, so that an emergency needs no typing", () => {
    expect(ask({ packId: "mvp4-ga", trigger: "global-outage", answers: {} }).refusal).toBeNull();
  });
});
