import type { PackSource } from "#lib/domain/protocol/pack.ts";

const proof = (
  party: "producer" | "consumer",
  title: string,
  action: string,
  parameters: Record<string, string> = {},
) => ({ title, party, action, with: parameters });

const reversal = {
  alignment: {
    ...proof("producer", "Alignment: all parts are of one release", "producer/alignment"),
    rule: "MKC-5.1",
  },
  parity: {
    ...proof("producer", "Parity: what runs is what was published", "producer/parity"),
    rule: "MKC-5.1",
  },
  smoke: { ...proof("producer", "Smoke tests of the producer", "producer/smoke"), rule: "MKC-5.1" },
  pin: {
    ...proof("consumer", "Handoff and pin of the consumer", "consumer/pin", { tag: "{{baseline.tag}}" }),
    rule: "MKC-5.2",
  },
  contract: {
    ...proof("consumer", "Contract tests of the consumer", "consumer/contract"),
    rule: "MKC-5.2",
  },
  ci: { ...proof("consumer", "The consumer's whole pipeline", "consumer/ci"), rule: "MKC-5.2" },
};

/** Proof from both sides, the joint decision upon it, and when all is over. */
export const decision = {
  evidence: {
    ...reversal,
    payload: {
      title: "The mended payload, verified again",
      party: "producer",
      when: [{ is: "trigger-in", triggers: ["payload-drift"] }],
      rule: "MKC-2.3",
    },
    release: {
      title: "The release evidence that was missing: tag, commit and proof",
      party: "producer",
      when: [{ is: "trigger-in", triggers: ["evidence-missing"] }],
      rule: "MKC-2.4",
      reading: "The producer made the release, so the producer completes what proves it.",
    },
  },
  bundles: {
    reversal: {
      title: "Reversal evidence",
      evidence: ["alignment", "parity", "smoke", "pin", "contract", "ci"],
      finalRecord: "continue",
      rule: "MKC-5",
    },
  },
  gates: {
    continue: {
      question: "How do we go on?",
      proposes: "producer",
      confirms: "consumer",
      rule: "MKC-6",
      criteria: [
        {
          id: "rollback-verified",
          title: "The rollback was executed and verified",
          condition: { is: "rollback-verified" },
          rule: "MKC-6.1",
        },
        ...Object.entries(reversal).map(([name, { title, rule }]) => ({
          id: `evidence-${name}`,
          title: `Evidence is in. ${title}`,
          condition: { is: "evidence-present" as const, evidence: name },
          rule,
        })),
      ],
      answers: [
        { id: "go-rehearsal", label: "GO (rehearsal continuation)", go: true },
        {
          id: "go-cutover",
          label: "GO (runtime cutover)",
          go: true,
          criteria: [
            {
              id: "cutover-gates",
              title: "A cutover checkpoint stands at GO",
              condition: { is: "checkpoint-go", pack: "service-v3-cutover" },
              rule: "MKC-6.3",
            },
            {
              id: "no-critical-incident",
              title: "No critical incident is open on the service",
              condition: { is: "no-critical-incident" },
              rule: "MKC-6.3",
            },
            {
              id: "release-evidence",
              title: "The release evidence is complete",
              condition: { is: "evidence-present", evidence: "release" },
              when: [{ is: "trigger-in", triggers: ["evidence-missing"] }],
              rule: "MKC-2.4",
            },
          ],
        },
        { id: "no-go", label: "NO-GO", go: false, needsRemediationPlan: true },
      ],
      decisionLog: { producer: "producer/decision-log", consumer: "consumer/decision-log" },
    },
  },
  paging: {
    severities: ["SEV-1"],
    call: ["commander", "producer-lead", "consumer-lead"],
    answerWithinMinutes: 5,
    reading:
      "The document gives 15 minutes to the first notice and does not say how its people hear of it: they are called, the commander first.",
  },
  exit: [
    {
      id: "clocks",
      title: "Every clock was met, late or not",
      condition: { is: "clocks-settled" },
      rule: "MKC-3",
    },
    {
      id: "explained",
      title: "Every missed deadline was explained",
      condition: { is: "breaches-explained" },
      reading: "The document does not ask for it: a deadline that was missed is explained before the end.",
    },
    {
      id: "bridge",
      title: "The joint bridge is linked",
      condition: { is: "bridge-linked" },
      when: [{ is: "trigger-in", triggers: ["fallback-regression"] }],
      rule: "MKC-2.2",
    },
    {
      id: "rollback",
      title: "The rollback is complete, or none stands",
      condition: { is: "rollback-settled" },
      rule: "MKC-5",
    },
    {
      id: "decision",
      title: "The joint decision is sealed",
      condition: { is: "decision-sealed", gate: "continue" },
      when: [{ is: "rollback-executed" }],
      rule: "MKC-6",
    },
    {
      id: "payload",
      title: "The payload is mended and verified again",
      condition: { is: "evidence-present", evidence: "payload" },
      when: [{ is: "trigger-in", triggers: ["payload-drift"] }],
      rule: "MKC-2.3",
    },
    {
      id: "release-evidence",
      title: "The release evidence is complete",
      condition: { is: "evidence-present", evidence: "release" },
      when: [{ is: "trigger-in", triggers: ["evidence-missing"] }],
      rule: "MKC-2.4",
    },
    {
      id: "ratified",
      title: "What was done first is ratified",
      condition: { is: "ratified" },
      reading: "The other side agrees before the book is closed.",
    },
    {
      id: "status",
      title: "The public status says that it is over",
      condition: { is: "status-operational" },
      reading: "Those who were told that it broke are told that it is over.",
    },
  ],
} satisfies Partial<PackSource>;
