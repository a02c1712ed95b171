import type { PackSource } from "#lib/domain/protocol/pack.ts";
import { containment } from "./edge-platform/containment.ts";
import { recovery } from "./edge-platform/recovery.ts";
import { redeployment } from "./edge-platform/redeployment.ts";
import { situation } from "./edge-platform/situation.ts";

/** Workers and Pages: triage, containment, the last good deployment, and an end that is measured. */
export const edgePlatform: PackSource = {
  id: "edge-platform",
  version: "1.0.0",
  title: "Edge platform incident and rollback",
  source: "Incident and Rollback Playbook, 2026-02-17",
  summary:
    "Triage within 15 minutes, containment that puts data before availability, redeployment of the stable versions, and recovery measured against what was normal.",
  referencePrefix: "EDGE",
  ...situation,
  ...containment,
  ...redeployment,
  ...recovery,
};
