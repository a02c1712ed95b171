import type { PackSource } from "#lib/domain/protocol/pack.ts";

type Conditions = NonNullable<NonNullable<PackSource["duties"]>[string]["when"]>;

const yes = (fact: string): Conditions[number] => ({ is: "fact-is", fact, value: "yes" });
const lead = { role: "commander" };

/** What the first minutes find out, and how the harm is contained. */
export const containment = {
  clocks: {
    triage: {
      title: "Triage is done",
      startsAt: "TriggerIdentified",
      dueInMinutes: 15,
      owner: lead,
      metBy: {
        is: "conditions",
        all: [
          { is: "fact-given", fact: "startedAt" },
          { is: "fact-given", fact: "routes" },
          { is: "fact-given", fact: "environment" },
          { is: "fact-given", fact: "tenants" },
          { is: "fact-given", fact: "requestVolume" },
          { is: "role-assigned", role: "commander" },
          { is: "role-assigned", role: "communications" },
        ],
      },
      onBreach: "upwards",
      remindMinutes: [5],
      blocks: ["close", "lower-severity"],
      rule: "WP-2",
      reading:
        "The document does not say from when the 15 minutes count: from the identification. Before it is known what is hit, nobody makes it less than it is; the reminder is ours.",
    },
    "next-update": {
      title: "The update that the last notice promised",
      startsAt: "NextUpdatePromised",
      owner: { role: "communications" },
      metBy: { is: "next-notice-to-same-audiences" },
      onBreach: "upwards",
      remindMinutes: [5],
      reading: "The document names no cadence; a promised time is kept.",
    },
  },
  escalations: {
    upwards: { path: ["commander", "security-lead"], reading: "The document names no escalation." },
  },
  plays: {
    "deny-route": {
      title: "Deny the affected route for the time being",
      means: "The route answers with a refusal. Tenants' data is protected, though people lose the route.",
      offeredWhen: [yes("isolationAtRisk")],
      outranks: ["isolate-path", "go-back"],
      rule: "WP-3.1",
    },
    "isolate-path": {
      title: "Cut the failing path off",
      means: "Only the failing path is taken out; the routes that work stay up.",
      offeredWhen: [yes("oneFeature")],
      rule: "WP-3.2",
    },
    "go-back": {
      title: "Go back to the last good deployment",
      means: "The affected services are redeployed in the version that was stable before.",
      offeredWhen: [yes("deploymentSuspected")],
      rule: "WP-3.3",
    },
  },
  duties: {
    situation: {
      title: "Find out what it is",
      why: "The answers say which ways to contain it are open.",
      owner: lead,
      met: {
        is: "all-of",
        of: [
          { is: "fact-given", fact: "isolationAtRisk" },
          { is: "fact-given", fact: "oneFeature" },
          { is: "fact-given", fact: "deploymentSuspected" },
        ],
      },
      rule: "WP-3",
    },
    containment: {
      title: "Decide how to contain it",
      why: "Protecting data goes before staying available.",
      owner: lead,
      met: { is: "containment-decided" },
      rule: "WP-3",
    },
  },
} satisfies Partial<PackSource>;
