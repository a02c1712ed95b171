import type { RuleBook } from "./rule-book.ts";

export const failingCycleRules: RuleBook = {
  pack: "failing-cycle",
  clauses: [
    {
      clause: "Ownership",
      behaviour: { "PT-1": "Each lane shows who holds it, and a handover stands in the timeline." },
      data: {
        "PT-1.1": "The Incident Commander declares rollback mode and coordinates.",
        "PT-1.2": "The API Lead rolls back the control plane and the API.",
        "PT-1.3": "The Infrastructure Lead rolls back the platform and the runtime.",
        "PT-1.4": "The Data and Evidence Lead sees to the database, the evidence and their cleanup.",
        "PT-1.5": "The Security Lead revokes and rotates credentials.",
        "PT-1.6": "The Communications Owner keeps everyone told, on time.",
      },
    },
    {
      clause: "Freeze Scope",
      behaviour: {
        "PT-2": "Rollback mode freezes, and a pipeline that asks is answered by who asks and for what.",
      },
      data: {
        "PT-2.1": "Reason: the pull-request check fails in a critical area beyond the planned window.",
        "PT-2.2": "Reason: reliability or integrity regressed in production or staging.",
        "PT-2.3": "Reason: security or the isolation of tenants is at risk.",
        "PT-2.4": "Reason: the chain of evidence may not be whole.",
        "PT-2.5": "Merges of new features are frozen.",
        "PT-2.6": "New claims of work are frozen, rollback and incident work excepted.",
        "PT-2.7": "Promotions between environments are frozen.",
        "PT-2.8": "Only the rollback's owners may deploy.",
      },
    },
    {
      clause: "Rollback Scope Levels",
      behaviour: { "PT-3": "The level that was declared decides which lanes and steps are walked." },
      data: {
        "PT-3.1": "L1: code and configuration alone.",
        "PT-3.2": "L2: schema and data as well.",
        "PT-3.3": "L3: evidence and credentials too, the whole incident.",
      },
    },
    {
      clause: "Step 1: Declare rollback mode",
      behaviour: { "PT-4": "The commander alone declares it, with time, reason and scope level." },
    },
    {
      clause: "Step 2: Identify rollback target",
      behaviour: { "PT-5": "No step starts before every target is confirmed." },
      data: {
        "PT-5.1": "The last good commit, build or deployment is confirmed.",
        "PT-5.2": "The state of the migrations is confirmed.",
        "PT-5.3": "The environment's configuration is confirmed.",
        "PT-5.4": "The point where evidence and event stream are cut over is confirmed.",
      },
    },
    {
      clause: "Step 3: Execute technical rollback",
      behaviour: {
        "PT-6": "The rollback is walked by lanes, and each lane's steps belong to its lead.",
        "PT-6.6": "The lanes' steps really run against the platform.",
      },
      data: {
        "PT-6.1": "Application and API: both runtimes go back, and critical endpoints behave as specified.",
        "PT-6.2": "Infrastructure: the cycle's drift is undone, and runtimes start healthy.",
        "PT-6.3":
          "Data: unsafe changes go back, derived tables are rebuilt, tenants and idempotency are checked.",
        "PT-6.4": "Evidence: history stays, affected entries are marked, the chain is validated.",
        "PT-6.5": "Credentials: exposed ones are revoked, keys rotated, least privilege checked again.",
      },
    },
    {
      clause: "Step 3 Checklist: Mandatory Cleanup Validation",
      data: {
        "PT-7": "Three areas are cleaned up, each with an owner and its evidence.",
        "PT-7.1": "Data: notes of the repair and a test of tenant isolation, by the Data and Evidence Lead.",
        "PT-7.2": "Evidence: the chain's verification and the links to the incident, by the same lead.",
        "PT-7.3": "Credentials: the log of rotation and a summary of scopes, by the Security Lead.",
      },
    },
    {
      clause: "Step 4: Verification gates",
      behaviour: {
        "PT-8": "Results stand in the incident, and a recorded known blocker may replace one check alone.",
        "PT-8.5": "The results are committed to the repository's review folder.",
      },
      data: {
        "PT-8.1": "The pull-request check is mandatory, or its known blocker is recorded.",
        "PT-8.2": "The health checks of the services are mandatory.",
        "PT-8.3": "The smoke checks of critical workflows are mandatory.",
        "PT-8.4": "The checks that evidence and events are emitted are mandatory.",
      },
    },
    {
      clause: "Step 5: Controlled unfreeze",
      behaviour: { "PT-9": "Nothing is unfrozen until all four hold; an accepted risk is signed." },
      data: {
        "PT-9.1": "The rollback target is stable.",
        "PT-9.2": "Critical checks pass, or the accepted risk is signed.",
        "PT-9.3": "Someone owns the next cycle's work again.",
        "PT-9.4": "The updates were sent.",
      },
    },
    {
      clause: "Communication Templates",
      behaviour: { "PT-10": "A next update that a message promises is a clock." },
      data: {
        "PT-10.1": "The declaration has status, trigger, scope level, freeze, owner and next update.",
        "PT-10.2": "The update has target, what is done, what is being done, risks and next update.",
        "PT-10.3":
          "The recovery has completion, verification, what remains, what is unfrozen and who reviews it.",
      },
    },
    {
      clause: "Post-Rollback Deliverables",
      data: {
        "PT-11": "Three things are handed in after the rollback.",
        "PT-11.1": "A summary with root cause and timeline.",
        "PT-11.2": "Follow-ups for what is to be corrected.",
        "PT-11.3": "Safeguards and runbooks, updated where a gap was found.",
      },
    },
    {
      clause: "3d) Evidence pipeline actions",
      behaviour: {
        "PT-12": "Evidence is only ever added to: an affected record is annotated with the incident.",
        "PT-12.1": "The chain's continuity is verified after the rollback.",
      },
    },
  ],
};
