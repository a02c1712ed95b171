import type { CheckpointSource } from "#lib/domain/checkpoint/pack.ts";
import { cutoverCriteria } from "./service-v3-cutover/criteria.ts";
import { cutoverEnding } from "./service-v3-cutover/ending.ts";

export const serviceV3Cutover: CheckpointSource = {
  kind: "checkpoint",
  id: "service-v3-cutover",
  version: "1.1.0",
  title: "Service.v3 cutover checkpoint",
  source: "Service.v3 Cutover Decision Checkpoint (Producer), 2026-02-08",
  summary:
    "Before anything is switched, both sides prove that it may be: a locked baseline, criteria with their proof, and a verdict of each side on each question.",
  parties: {
    producer: { title: "Producer", of: "MemoryKernel" },
    consumer: { title: "Consumer", of: "AssistSupport" },
  },
  roles: {
    "producer-lead": { title: "Producer lead", party: "producer" },
    "consumer-lead": { title: "Consumer lead", party: "consumer" },
  },
  baseline: [
    { name: "tag", title: "Release tag", rule: "MKD-1.1" },
    { name: "sha", title: "Commit", rule: "MKD-1.2" },
    { name: "serviceContract", title: "Service contract", rule: "MKD-1.3" },
    { name: "apiContract", title: "API contract", rule: "MKD-1.4" },
    { name: "integrationBaseline", title: "Integration baseline", rule: "MKD-1.5" },
  ],
  cites: { lock: "MKD-1", abort: "MKD-6", verdict: "MKD-8" },
  ...cutoverCriteria,
  ...cutoverEnding,
};
