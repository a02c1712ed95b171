import type { RuleBook } from "./rule-book.ts";

export const serviceV3RollbackRules: RuleBook = {
  pack: "service-v3-rollback",
  clauses: [
    {
      clause: "Severity Classes",
      behaviour: { "MKC-1": "Where a severity is picked, the meaning of each one is shown." },
      data: {
        "MKC-1.1": "SEV-1: users are failing and there is no safe way around it now.",
        "MKC-1.2": "SEV-2: a contract or a validation drifted, so that integrations may go wrong.",
        "MKC-1.3": "SEV-3: nothing critical, a safe fallback works and no contract is broken.",
      },
    },
    {
      clause: "Trigger-to-Action Matrix",
      behaviour: {
        "MKC-2": "A trigger is refused below its least severity and brings the action that it asks for.",
      },
      data: {
        "MKC-2.1": "An envelope of the wrong shape: SEV-1, at once back to the approved baseline.",
        "MKC-2.2":
          "A regressed fallback: SEV-1, rollback at once and a joint bridge, linked to the incident.",
        "MKC-2.3": "A drifted payload: SEV-2, promotion stays frozen until it is mended and verified again.",
        "MKC-2.4": "Missing release evidence: SEV-2, no cutover until it is complete.",
      },
    },
    {
      clause: "Notification Timeline",
      behaviour: {
        "MKC-3": "Each clock starts at its own event, is owed by a party and is met by the real thing alone.",
      },
      data: {
        "MKC-3.1": "The initial notice is owed within 15 minutes of the trigger's identification.",
        "MKC-3.2": "The producer's recommendation is owed within 30 minutes of it.",
        "MKC-3.3": "The consumer's re-pin is owed within 30 minutes of the rollback's execution.",
        "MKC-3.4": "The joint summary is owed within 24 hours.",
      },
    },
    {
      clause: "Required Incident Notice Template",
      behaviour: { "MKC-4": "The initial notice does not leave while one of its seven fields is missing." },
      data: {
        "MKC-4.1": "The notice names the incident.",
        "MKC-4.2": "The notice names the trigger.",
        "MKC-4.3": "The notice names the contract mode.",
        "MKC-4.4": "The notice names what runs now and what it goes back to, each by tag and commit.",
        "MKC-4.5": "The notice says the impact.",
        "MKC-4.6": "The notice says what is being done at once.",
        "MKC-4.7": "The notice promises the next update; only the next notice to the same people keeps it.",
      },
    },
    {
      clause: "Required Reversal Evidence Bundle",
      behaviour: {
        "MKC-5": "A rollback is complete only when the bundle is.",
        "MKC-5.3":
          "The final record holds the completion in UTC, the owners' approvals and the residual risk.",
      },
      data: {
        "MKC-5.1": "The producer proves alignment, parity and smoke.",
        "MKC-5.2": "The consumer proves handoff and pin, contract tests and its whole pipeline.",
      },
    },
    {
      clause: "Go/No-Go Communication Protocol",
      behaviour: {
        "MKC-6": "A joint decision stands only when both sides give the same answer; else it is NO-GO.",
        "MKC-6.2": "The consumer answers to the packet, against the criteria that both agreed.",
        "MKC-6.4": "The decision log is kept in the repositories of both sides.",
      },
      data: {
        "MKC-6.1": "The producer's packet carries the evidence and the criteria that both agreed.",
        "MKC-6.3": "GO for the cutover needs a checkpoint at GO and no critical incident open.",
      },
    },
  ],
};
