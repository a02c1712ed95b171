import type { PackSource } from "#lib/domain/protocol/pack.ts";

/** Who may take the way back, and when all is over. */
export const authority = {
  authority: {
    startRollback: [
      {
        severities: ["P0"],
        by: ["on-call-sre"],
        onCallOnly: true,
        mode: "act-first",
        report: { dueInMinutes: 60 },
        ratify: { role: "sre-lead", dueInMinutes: 1440 },
        rule: "SM-4.1",
        reading: "Report later: the report within an hour, ratified by the SRE Lead within 24 hours.",
      },
      {
        severities: ["P1"],
        by: ["release-captain"],
        mode: "approval-meanwhile",
        approval: { role: "sre-lead", dueInMinutes: 15 },
        rule: "SM-4.2",
      },
      {
        severities: ["P2"],
        by: ["release-captain"],
        mode: "consensus-scheduled",
        consensus: ["product-owner", "sre-lead"],
        ahead: { minutes: 30, notice: "planned-notice" },
        rule: "SM-4.3",
        reading: "The Product Owner speaks for the product and the SRE Lead for the SREs.",
      },
    ],
  },
  paging: {
    severities: ["P0"],
    call: ["on-call-sre", "sre-lead"],
    answerWithinMinutes: 5,
    reading:
      "The document lets any on-call SRE act at once; that one is called for it, for five minutes, is our reading.",
  },
  exit: [
    {
      id: "clocks",
      title: "Every clock was met, late or not",
      condition: { is: "clocks-settled" },
      rule: "SM-4",
    },
    {
      id: "explained",
      title: "Every missed deadline was explained",
      condition: { is: "breaches-explained" },
      reading: "The document does not ask for it: a deadline that was missed is explained before the end.",
    },
    {
      id: "confirmed",
      title: "What was seen is confirmed",
      condition: { is: "trigger-confirmed" },
      when: [{ is: "severity-in", severities: ["P1"] }],
      rule: "SM-2",
      reading: "What was not so is a false alarm, and cancelled.",
    },
    {
      id: "discussed",
      title: "The team's discussion is concluded",
      condition: { is: "discussion-concluded" },
      when: [{ is: "severity-in", severities: ["P2"] }],
      rule: "SM-3",
    },
    {
      id: "rollback",
      title: "The rollback is verified, or none stands",
      condition: { is: "rollback-settled" },
      rule: "SM-10",
    },
    {
      id: "completion",
      title: "Everyone was told that it is complete",
      condition: { is: "notice-accepted", notice: "completion" },
      when: [{ is: "rollback-verified" }],
      owner: { role: "communications" },
      rule: "SM-7",
    },
    {
      id: "report",
      title: "Every rollback started first is reported",
      condition: { is: "event-recorded", event: "ReportFiled" },
      rule: "SM-4.1",
    },
    {
      id: "ratified",
      title: "What was done first is ratified",
      condition: { is: "ratified" },
      rule: "SM-4.1",
      reading: "Ratification holds up the closing, never the run.",
    },
    {
      id: "status",
      title: "The public status says that it is over",
      condition: { is: "status-operational" },
      rule: "SM-8",
    },
  ],
} satisfies Partial<PackSource>;
