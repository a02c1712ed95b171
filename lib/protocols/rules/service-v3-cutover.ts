import type { RuleBook } from "./rule-book.ts";

export const serviceV3CutoverRules: RuleBook = {
  pack: "service-v3-cutover",
  clauses: [
    {
      clause: "Baseline Lock",
      behaviour: {
        "MKD-1": "A locked value that moves is NO-GO with its cause, and locking again is a new checkpoint.",
      },
      data: {
        "MKD-1.1": "The release tag is locked.",
        "MKD-1.2": "The commit is locked.",
        "MKD-1.3": "The version of the service contract is locked.",
        "MKD-1.4": "The version of the API contract is locked.",
        "MKD-1.5": "The integration baseline is locked.",
      },
    },
    {
      clause: "Producer Entry Criteria",
      data: {
        "MKD-2": "The producer enters only with all five.",
        "MKD-2.1": "The producer's packet that signs off the rehearsal is published.",
        "MKD-2.2": "The consumer's packet that signs off the rehearsal is confirmed.",
        "MKD-2.3": "The producer's verification is green on main.",
        "MKD-2.4": "The candidate's handoff payload is valid.",
        "MKD-2.5": "No regression of the contract is open at SEV-1 or SEV-2.",
      },
    },
    {
      clause: "Immutable Artifact Requirements",
      data: {
        "MKD-3": "What would be switched to is fixed and proven by five artifacts.",
        "MKD-3.1": "Tag and commit of the target cannot change any more.",
        "MKD-3.2": "The producer's manifest is in line.",
        "MKD-3.3": "The producer's handoff payload is in line and verified.",
        "MKD-3.4": "The documents that govern rehearsal and cutover are there and current.",
        "MKD-3.5": "The changelog says what it means for consumers.",
      },
    },
    {
      clause: "Required Schema/Spec/Manifest Guarantees",
      data: {
        "MKD-4": "Schema, specification and manifest agree in five ways.",
        "MKD-4.1": "OpenAPI, contract documents and versioning policy do not contradict each other.",
        "MKD-4.2":
          "The envelope of errors is explicit and machine-checked, for the stable mode and the candidate.",
        "MKD-4.3": "The list of error codes is the canonical one and in step with the manifest.",
        "MKD-4.4": "The integration's parity checks against sibling components stay green.",
        "MKD-4.5": "The payload checker passes in both modes, stable and candidate.",
      },
    },
    {
      clause: "Rollback Preconditions",
      data: {
        "MKD-5": "No cutover without a way back, shown by four preconditions.",
        "MKD-5.1": "A valid rollback target is pinned.",
        "MKD-5.2": "The protocol for communicating a rollback exists and is reviewed.",
        "MKD-5.3": "The day's checklist has the triggers of an immediate rollback and its evidence bundle.",
        "MKD-5.4": "Both sides' commands that verify a rollback are written down.",
      },
    },
    {
      clause: "Abort Triggers",
      behaviour: { "MKD-6": "Any abort trigger is NO-GO at once, recorded with its cause." },
      data: {
        "MKD-6.1": "An assertion on the error envelope does not match.",
        "MKD-6.2": "A field of the candidate's payload drifted from the manifest.",
        "MKD-6.3": "Immutable release evidence is missing.",
        "MKD-6.4": "The consumer's contract tests regressed on pin, matrix or manifest.",
        "MKD-6.5": "Evidence of the way back is missing.",
      },
    },
    {
      clause: "Explicit NO-GO Criteria",
      behaviour: { "MKD-7": "Any single criterion blocks the cutover, and the screen says which." },
      data: {
        "MKD-7.1": "The producer's verification is not wholly green.",
        "MKD-7.2": "The consumer's verification is not wholly green.",
        "MKD-7.3": "The joint record is incomplete or unsigned.",
        "MKD-7.4": "A locked value changed unexpectedly.",
        "MKD-7.5": "A critical incident is open when it is decided.",
      },
    },
    {
      clause: "Joint Decision Template",
      behaviour: {
        "MKD-8": "An incomplete joint record means NO-GO.",
        "MKD-8.8": "Each side signs its verdict, and the record is sealed.",
      },
      data: {
        "MKD-8.1": "The record holds the time of the decision in UTC.",
        "MKD-8.2": "The record holds the producer's verdict on each question.",
        "MKD-8.3": "The record holds the consumer's verdict on each question.",
        "MKD-8.4": "The record confirms the five locked values.",
        "MKD-8.5": "The record links the evidence of both sides.",
        "MKD-8.6": "The record holds the residual risks that were accepted.",
        "MKD-8.7": "The record names the rollback target and who pulls the trigger.",
      },
    },
    {
      clause: "Producer Checkpoint Verdict",
      behaviour: { "MKD-9": "Verdicts stand side by side: the rehearsal at GO while the cutover is NO-GO." },
    },
    {
      clause: "Latest Bilateral Validation Run",
      behaviour: {
        "MKD-10": "Each side's validation run is mirrored in with repository, branch and commit.",
      },
      data: {
        "MKD-10.1": "The consumer's run has its seven commands.",
        "MKD-10.2": "The producer's run has its seven commands.",
      },
    },
  ],
};
