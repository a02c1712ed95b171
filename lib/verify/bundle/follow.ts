import { digestOf } from "#lib/platform/digest.ts";
import { type Act, type ActOf, placeOf } from "./acts.ts";
import { checkSealing } from "./decisions.ts";
import type { Report } from "./findings.ts";
import type { History, Signer } from "./history.ts";
import { checkAttestation, checkVerdict } from "./signatures.ts";

/** Follows the log from its first entry to its last and checks each signature and each decision where it stands. */
export function follow(
  acts: readonly Act[],
  given: Pick<History, "stream" | "packHash" | "pack" | "hashes">,
  report: Report,
) {
  const history: History = {
    ...given,
    parties: new Map(),
    signers: new Map(),
    decisions: new Map(),
    proofs: [],
  };
  for (const act of acts) step(history, act, report);
  return history;
}

function step(history: History, act: Act, report: Report): void {
  switch (act.type) {
    case "IncidentDeclared":
      for (const { person, party } of act.facts.participants) history.parties.set(person, party);
      return;
    case "RoleAssigned":
      if (act.facts.party !== null) history.parties.set(act.facts.person, act.facts.party);
      return;
    case "RoleHandedOver":
      history.parties.set(act.facts.to, history.parties.get(act.facts.to) ?? act.facts.party);
      return;
    case "SignerEnrolled":
      enrol(history, act, report);
      return;
    case "DecisionProposed":
      propose(history, act, report);
      return;
    case "DecisionRevised":
      revise(history, act, report);
      return;
    case "VerdictSigned":
      checkVerdict(history, act, report);
      return;
    case "AttestationSigned":
      checkAttestation(history, act, report);
      return;
    case "DecisionSealed":
      checkSealing(history, act, report);
      return;
    case "EvidenceHandedIn":
      return;
  }
}

function enrol(history: History, act: Signer, report: Report): void {
  const { credentialId, person } = act.facts;
  if (act.actor.kind !== "person" || act.actor.id !== person)
    report.wrong("enrolment", placeOf(act.seq), "the key was not enrolled by the person it is said to be of");
  if (history.signers.has(credentialId))
    report.wrong("enrolment", placeOf(act.seq), "the key was enrolled before");
  else history.signers.set(credentialId, act);
}

function checkPacket(
  history: History,
  act: ActOf<"DecisionProposed"> | ActOf<"DecisionRevised">,
  gate: string,
  report: Report,
): void {
  const { packet, packetDigest, decision } = act.facts;
  const wrong = (message: string) => report.wrong("decision", placeOf(act.seq), message);
  if (digestOf(packet) !== packetDigest) wrong("the packet's digest is not that of the packet");
  if (packet.incident !== history.stream || packet.decision !== decision || packet.gate !== gate)
    wrong("the packet is of another decision");
  if (packet.pack.hash !== history.packHash) wrong("the packet names another protocol than the one pinned");
}

function propose(history: History, act: ActOf<"DecisionProposed">, report: Report): void {
  const { decision: id, gate, packet, packetDigest } = act.facts;
  checkPacket(history, act, gate, report);
  if (history.decisions.has(id)) {
    report.wrong("decision", placeOf(act.seq), "the decision was proposed before");
    return;
  }
  const verdicts = new Map();
  history.decisions.set(id, { id, gate, packet, packetDigest, verdicts, voided: [], sealed: null });
}

function revise(history: History, act: ActOf<"DecisionRevised">, report: Report): void {
  const decision = history.decisions.get(act.facts.decision);
  if (decision === undefined || decision.sealed !== null) {
    report.wrong("decision", placeOf(act.seq), "there is no open decision that it could revise");
    return;
  }
  checkPacket(history, act, decision.gate, report);
  const { packet, packetDigest } = act.facts;
  const voided = [...decision.voided, ...decision.verdicts.values()];
  history.decisions.set(decision.id, { ...decision, packet, packetDigest, voided, verdicts: new Map() });
}
