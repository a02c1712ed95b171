import { criteriaAsked, currentEvidence, holds } from "../gate/holds.ts";
import type { Circumstances } from "../incident/circumstances.ts";
import type { Packet } from "../incident/events/decision.ts";
import type { IncidentState } from "../incident/state.ts";
import type { ProtocolPack } from "../protocol/pack.ts";
import { latestRun } from "../rollback/run.ts";

export type PacketAddress = { decision: string; gate: string; residualRiskDigest: string };

/** What the parties decide on, made of the incident's state alone (MKC-6): the same state gives the same bytes. */
export function buildPacket(
  state: IncidentState,
  pack: ProtocolPack,
  address: PacketAddress,
  around: Pick<Circumstances, "otherCriticalIncidents" | "checkpointsAtGo">,
): Packet {
  const gate = pack.gates[address.gate];
  const run = latestRun(state);
  return {
    schema: "holdpoint-packet-v1",
    incident: state.reference,
    decision: address.decision,
    gate: address.gate,
    question: gate?.question ?? "",
    pack: state.pack,
    severity: state.severity,
    baseline: state.baseline,
    run: run === null ? null : { id: run.run, planDigest: run.planDigest, state: settledRun(run.status) },
    criteria: criteriaAsked(gate?.criteria ?? [], state, pack, around).map((criterion) => ({
      id: criterion.id,
      rule: criterion.rule ?? null,
      title: criterion.title,
      holds: holds(criterion.condition, state, pack, around),
    })),
    evidence: Object.keys(pack.evidence).flatMap((requirement) => {
      const item = currentEvidence(state, pack, requirement);
      return item === undefined
        ? []
        : [{ requirement, evidence: item.evidence, sha256: item.sha256, source: item.source }];
    }),
    residualRiskDigest: address.residualRiskDigest,
  };
}

/** Sealing completes the rollback; the packet that is sealed must not change by its own sealing. */
const settledRun = (status: string) => (status === "complete" ? "verified" : status);
