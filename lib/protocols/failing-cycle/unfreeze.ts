import type { PackSource } from "#lib/domain/protocol/pack.ts";

type Criteria = NonNullable<PackSource["unfreeze"]>["criteria"];

/** The four checks in the order of the document. */
const checks = {
  ci: {
    title: "Pull-request check",
    owner: { role: "api-lead" },
    kind: "result",
    command: "npm run ci:pr",
    replaceable: true,
    rule: "PT-8.1",
  },
  health: {
    title: "Health checks of the services",
    owner: { role: "infrastructure-lead" },
    kind: "result",
    rule: "PT-8.2",
  },
  smoke: {
    title: "Smoke checks of the critical workflows",
    owner: { role: "api-lead" },
    kind: "result",
    rule: "PT-8.3",
  },
  emission: {
    title: "Evidence and events are emitted",
    owner: { role: "data-lead" },
    kind: "result",
    rule: "PT-8.4",
  },
} satisfies PackSource["checks"];

const checked: Criteria = Object.entries(checks).map(([check, { title }]) => ({
  id: check,
  title: `${title}: green, or the risk is signed for`,
  condition: {
    is: "any-of",
    of: [
      { is: "check-green", check },
      { is: "attested", attestation: "accepted-risk" },
    ],
  },
  rule: "PT-9.2",
}));

/** What proves that it is safe to go on, and the end of the freezes. */
export const unfreeze = {
  checks,
  attestations: {
    "accepted-risk": {
      title: "The remaining risk is accepted",
      says: "A critical check does not pass. I know the risk that remains, and I accept it.",
      by: "commander",
      rule: "PT-9.2",
      reading: "The document does not say who signs: the Incident Commander does.",
    },
  },
  unfreeze: {
    by: "commander",
    criteria: [
      {
        id: "stable",
        title: "What it went back to is stable: verified, and its cleanup is proved",
        condition: { is: "rollback-complete" },
        rule: "PT-9.1",
        reading: "Stable is what was verified here and whose cleanup is validated.",
      },
      ...checked,
      {
        id: "next-owner",
        title: "Someone owns the next cycle's work",
        condition: { is: "fact-given", fact: "nextOwner" },
        rule: "PT-9.3",
      },
      {
        id: "declaration-sent",
        title: "The declaration was sent",
        condition: { is: "notice-accepted", notice: "declaration" },
        owner: { role: "communications" },
        rule: "PT-9.4",
      },
      {
        id: "update-sent",
        title: "An update on the rollback was sent",
        condition: { is: "notice-accepted", notice: "update" },
        owner: { role: "communications" },
        rule: "PT-9.4",
        reading: "The recovery is told with the unfreeze itself, because it says what moves again.",
      },
    ],
    rule: "PT-9",
  },
} satisfies Partial<PackSource>;
