import type { PackSource } from "#lib/domain/protocol/pack.ts";

/** The way back, who may take it, and what must not move meanwhile. */
export const reversal = {
  plans: {
    "approved-baseline": {
      title: "Back to the approved baseline",
      rule: "MKC-2",
      reading:
        "The application goes first: the earlier release runs on either schema, the later one only on its own. Its policy and configuration follow; the schema goes last, when nothing needs it any more.",
      steps: [
        {
          id: "application",
          title: "Switch the application back",
          kind: "act",
          action: "application/rollback",
          with: { version: "{{baseline.release}}" },
          expectedSeconds: 5,
          idempotent: false,
        },
        {
          id: "policy",
          title: "Activate the earlier policy bundle",
          kind: "act",
          action: "policy/rollback",
          with: { tag: "{{baseline.policy}}" },
          expectedSeconds: 3,
          idempotent: true,
        },
        {
          id: "configuration",
          title: "Restore the configuration",
          kind: "act",
          action: "configuration/rollback",
          with: { tag: "{{baseline.configuration}}" },
          expectedSeconds: 3,
          idempotent: true,
        },
        {
          id: "database",
          title: "Undo the database migration",
          kind: "act",
          action: "database/rollback",
          with: { schema: "{{baseline.schema}}" },
          expectedSeconds: 3,
          idempotent: false,
          dataEffect: "What the newer schema alone could hold is dropped; a copy of it is kept first.",
        },
        {
          id: "health",
          title: "Every part is healthy",
          kind: "verify",
          action: "application/health",
          expectedSeconds: 2,
          idempotent: true,
        },
        {
          id: "version",
          title: "The baseline's release answers",
          kind: "verify",
          action: "application/version",
          with: { version: "{{baseline.release}}" },
          expectedSeconds: 2,
          idempotent: true,
        },
        {
          id: "smoke",
          title: "The main path works",
          kind: "verify",
          action: "application/smoke",
          expectedSeconds: 2,
          idempotent: true,
        },
        {
          id: "errors",
          title: "The error rate is normal",
          kind: "verify",
          action: "application/errors",
          with: { maximum: "0.01" },
          expectedSeconds: 2,
          idempotent: true,
          reading: "The document names no threshold: at most one request in a hundred may fail.",
        },
      ],
    },
  },
  freezes: {
    promotion: {
      title: "Nothing is promoted while the payload has drifted",
      actions: ["promote"],
      startsAt: "IncidentDeclared",
      liftsAt: "IncidentClosed",
      liftsWhen: [{ is: "evidence-present", evidence: "payload" }],
      rule: "MKC-2.3",
    },
    deploys: {
      title: "Nothing is deployed while a rollback runs",
      actions: ["deploy", "promote"],
      startsAt: "RollbackStarted",
      liftsAt: "RollbackVerified",
      admits: { roles: ["commander", "producer-lead"], work: ["rollback"] },
      reading: "A deployment during a rollback would move what the evidence has to prove.",
    },
  },
  authority: {
    startRollback: [
      {
        severities: ["SEV-1"],
        by: ["commander", "producer-lead"],
        mode: "act-first",
        ratify: { role: "consumer-lead", dueInMinutes: 1440 },
        rule: "MKC-2",
        reading:
          "At SEV-1 the document asks for an immediate rollback and names no approver: start first, the consumer ratifies within 24 hours.",
      },
      {
        severities: ["SEV-2", "SEV-3"],
        by: ["commander"],
        mode: "approval-meanwhile",
        approval: { role: "producer-lead", dueInMinutes: 30 },
        rule: "MKC-3.2",
        reading: "Below SEV-1 the producer, who recommends rollbacks, approves while it runs.",
      },
    ],
  },
} satisfies Partial<PackSource>;
