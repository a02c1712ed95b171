import type { CheckpointSource } from "#lib/domain/checkpoint/pack.ts";

/** What ends it at once, what blocks it, and what both sides decide. */
export const cutoverEnding = {
  aborts: [
    { id: "envelope-mismatch", title: "An assertion on the error envelope does not match", rule: "MKD-6.1" },
    {
      id: "payload-drift",
      title: "A field of the candidate's payload drifted from the manifest",
      rule: "MKD-6.2",
    },
    { id: "release-evidence-missing", title: "Immutable release evidence is missing", rule: "MKD-6.3" },
    {
      id: "consumer-regression",
      title: "The consumer's contract tests regressed on pin, matrix or manifest",
      rule: "MKD-6.4",
    },
    { id: "way-back-missing", title: "Evidence of the way back is missing", rule: "MKD-6.5" },
  ],
  noGo: [
    {
      id: "producer-not-green",
      title: "The producer's verification is not wholly green",
      unless: "run-green",
      run: "producer-run",
      rule: "MKD-7.1",
    },
    {
      id: "consumer-not-green",
      title: "The consumer's verification is not wholly green",
      unless: "run-green",
      run: "consumer-run",
      rule: "MKD-7.2",
    },
    { id: "record-open", title: "The joint record", unless: "record-signed", rule: "MKD-7.3" },
    {
      id: "baseline-changed",
      title: "A locked value changed unexpectedly",
      unless: "baseline-unmoved",
      rule: "MKD-7.4",
    },
    {
      id: "critical-incident",
      title: "A critical incident is open on the service",
      unless: "no-critical-incident",
      rule: "MKD-7.5",
    },
  ],
  questions: [
    {
      id: "rehearsal",
      title: "May the rehearsal go on?",
      go: "GO (rehearsal continuation)",
      noGo: "NO-GO",
      needs: ["entry"],
      goStandsForHours: 168,
      rule: "MKD-9",
      reading:
        "The document does not say what a rehearsal waits for, nor for how long its GO stands; the entry criteria, both signatures and a week are our reading.",
    },
    {
      id: "cutover",
      title: "May the runtime be cut over?",
      go: "GO (runtime cutover)",
      noGo: "NO-GO",
      needs: ["entry", "artifacts", "guarantees", "way-back"],
      unless: [
        "producer-not-green",
        "consumer-not-green",
        "record-open",
        "baseline-changed",
        "critical-incident",
      ],
      opens: true,
      passkeys: true,
      goStandsForHours: 24,
      rule: "MKD-9",
      reading:
        "The document does not say how a GO is signed, nor for how long it stands; a passkey of each side and a day are our reading.",
    },
  ],
  record: [
    { id: "decided-at", title: "Time of the decision (UTC)", from: "time", rule: "MKD-8.1" },
    {
      id: "producer-verdicts",
      title: "The producer's verdicts",
      from: "verdicts",
      party: "producer",
      rule: "MKD-8.2",
    },
    {
      id: "consumer-verdicts",
      title: "The consumer's verdicts",
      from: "verdicts",
      party: "consumer",
      rule: "MKD-8.3",
    },
    { id: "baseline", title: "The locked values, confirmed", from: "baseline", rule: "MKD-8.4" },
    { id: "evidence", title: "Evidence of both sides", from: "evidence", rule: "MKD-8.5" },
    {
      id: "residual-risks",
      title: "Residual risks that were accepted",
      from: "words",
      party: "producer",
      asks: "Write which residual risks are accepted",
      rule: "MKD-8.6",
      reading: "The document does not say who writes it; the producer brings the change.",
    },
    {
      id: "rollback-owner",
      title: "Rollback target and who pulls the trigger",
      from: "words",
      party: "producer",
      asks: "Name the rollback target and who pulls its trigger",
      owner: true,
      rule: "MKD-8.7",
    },
  ],
} satisfies Partial<CheckpointSource>;
