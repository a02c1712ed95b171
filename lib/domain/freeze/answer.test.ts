import { describe, expect, it } from "vitest";
import { answerFreeze } from "./answer.ts";
import type { FreezeQuestion } from "./question.ts";
import type { StandingFreeze } from "./standing.ts";

const deploys: StandingFreeze = {
  incident: "INC-2026-0001",
  title: "Only the rollback's owners deploy",
  rule: "PT-2.8",
  since: "2026-03-01T10:04:05.678Z",
  until: "the rollback is verified or the incident is closed",
  actions: ["deploy"],
  places: [{ service: "storefront", environment: "production" }],
  admits: { roles: [{ title: "Rollback owner", holders: ["Ines@example.com"] }], work: [] },
};
const claims: StandingFreeze = {
  ...deploys,
  title: "No new work is claimed",
  rule: "PT-2.6",
  actions: ["claim", "merge"],
  admits: { roles: [], work: ["rollback", "incident"] },
};
const promotions: StandingFreeze = {
  ...deploys,
  rule: "PT-2.7",
  actions: ["promote"],
  admits: { roles: [], work: [] },
};
const standing = [deploys, claims, promotions];

const ask = (question: Partial<FreezeQuestion>, freezes = standing) =>
  answerFreeze({ service: "storefront", environment: "production", action: "deploy", ...question }, freezes);

describe("what a freeze concerns", () => {
  it("[SM-16] a frozen action is refused, and the answer says who froze it, since when and what lifts it", () => {
    expect(ask({})).toMatchObject({ frozen: true, admitted: false });
    expect(ask({}).why).toBe(
      "This deploy of storefront, production is frozen. INC-2026-0001 froze it at 2026-03-01 10:04 UTC: " +
        "Only the rollback's owners deploy (PT-2.8). It stays so until the rollback is verified or the " +
        "incident is closed. Admitted meanwhile: Rollback owner.",
    );
  });

  it("another service, another action and a lifted freeze are free", () => {
    const free = { frozen: false, admitted: true, met: [] };
    expect(ask({ service: "ledger" })).toMatchObject(free);
    expect(ask({ action: "merge" }, [deploys])).toMatchObject(free);
    expect(ask({}, [])).toEqual({ ...free, why: "Nothing freezes this deploy of storefront, production." });
  });

  it("[PT-2] a deployment is frozen where the incident is; what is on its way to every environment is frozen in all", () => {
    expect(ask({ environment: "staging" })).toMatchObject({ frozen: false });
    for (const action of ["promote", "merge", "claim"] as const)
      expect(ask({ environment: "staging", action })).toMatchObject({ frozen: true, admitted: false });
  });
});

describe("whom a freeze lets through", () => {
  it("[PT-2] [PT-2.8] the owners of the rollback deploy, by their mail address in any case, and nobody else", () => {
    expect(ask({ actor: "ines@EXAMPLE.com" })).toMatchObject({ frozen: true, admitted: true });
    expect(ask({ actor: "ines@EXAMPLE.com" }).why).toBe(
      "Frozen, and this deploy of storefront, production is admitted: " +
        "ines@EXAMPLE.com is Rollback owner in INC-2026-0001.",
    );
    expect(ask({ actor: "olga@example.com" })).toMatchObject({ admitted: false });
    expect(ask({ actor: "olga@example.com", work: "rollback" })).toMatchObject({ admitted: false });
  });

  it("[PT-2] [PT-2.6] rollback and incident work is claimed and merged; other work is not", () => {
    for (const work of ["rollback", "incident"] as const)
      expect(ask({ action: "claim", work })).toMatchObject({ frozen: true, admitted: true });
    expect(ask({ action: "claim" })).toMatchObject({ admitted: false });
    expect(ask({ action: "claim", actor: "ines@example.com" })).toMatchObject({ admitted: false });
  });

  it("[PT-2] [PT-2.7] a freeze that names nobody lets nobody through", () => {
    expect(ask({ action: "promote", actor: "ines@example.com", work: "rollback" })).toMatchObject({
      admitted: false,
    });
  });

  it("[PT-2] of two freezes each has to let it through, and only the closed one is explained", () => {
    const other = { ...deploys, incident: "INC-2026-0002", admits: { roles: [], work: [] } };
    const answer = ask({ actor: "ines@example.com" }, [deploys, other]);
    expect(answer).toMatchObject({ frozen: true, admitted: false });
    expect(answer.met.map(({ admittedAs }) => admittedAs)).toEqual([
      "ines@example.com is Rollback owner in INC-2026-0001",
      null,
    ]);
    expect(answer.why).toContain("INC-2026-0002 froze it");
    expect(answer.why).not.toContain("INC-2026-0001");
  });
});
