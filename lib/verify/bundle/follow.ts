import { digestOf } from "#lib/platform/digest.ts";
import type { Act, ActOf } from "./acts.ts";
import { pemOfCose } from "./contents.ts";
import { checkSealing } from "./decisions.ts";
import { endDeputy, nameDeputy } from "./deputies.ts";
import type { Report } from "./findings.ts";
import { gateOf, type History, isPinned, isSame, type Signer } from "./history.ts";
import { checkAttestation, checkVerdict, isWritten } from "./signatures.ts";
import { placeOf } from "./typed-entries.ts";

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
    keys: new Set(),
    decisions: new Map(),
    deputies: new Map(),
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
    case "DeputyNamed":
      nameDeputy(history, act, report);
      return;
    case "DeputyEnded":
      endDeputy(history, act, report);
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

/** A key that the log names for a person: by themself, and once for good. */
export function enrol(history: Pick<History, "signers" | "keys">, act: Signer, report: Report): void {
  const { credentialId, person, publicKeyCose } = act.facts;
  const pem = pemOfCose(publicKeyCose);
  if (act.actor.kind !== "person" || act.actor.id !== person)
    report.wrong("enrolment", placeOf(act.seq), "the key was not enrolled by the person it is said to be of");
  if (history.signers.has(credentialId) || (pem !== null && history.keys.has(pem)))
    report.wrong("enrolment", placeOf(act.seq), "the key was enrolled before");
  if (!history.signers.has(credentialId)) history.signers.set(credentialId, act);
  if (pem !== null) history.keys.add(pem);
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
  if (!isPinned(history, packet.pack)) wrong("the packet names another protocol than the one pinned");
}

function propose(history: History, act: ActOf<"DecisionProposed">, report: Report): void {
  const { decision: id, gate, packet, packetDigest } = act.facts;
  const wrong = (message: string) => report.wrong("decision", placeOf(act.seq), message);
  checkPacket(history, act, gate, report);
  if (gateOf(history, gate) === undefined) wrong("the protocol has no such gate");
  if (!isWritten(act.words, "residualRisk", digestOf, packet.residualRiskDigest))
    wrong("the residual risk that was written is not the one in the packet");
  if (history.decisions.has(id)) {
    wrong("the decision was proposed before");
    return;
  }
  const verdicts = new Map();
  history.decisions.set(id, { id, gate, packet, packetDigest, verdicts, voided: [], sealed: null });
}

function revise(history: History, act: ActOf<"DecisionRevised">, report: Report): void {
  const wrong = (message: string) => report.wrong("decision", placeOf(act.seq), message);
  const decision = history.decisions.get(act.facts.decision);
  if (decision === undefined || decision.sealed !== null) {
    wrong("there is no open decision that it could revise");
    return;
  }
  checkPacket(history, act, decision.gate, report);
  const { packet, packetDigest, voided: said } = act.facts;
  if (packet.residualRiskDigest !== decision.packet.residualRiskDigest)
    wrong("the packet has another residual risk");
  if (!isSame(said.toSorted(), [...decision.verdicts.keys()].sort()))
    wrong("the verdicts that it says it voids are not those that stood");
  const voided = [...decision.voided, ...decision.verdicts.values()];
  history.decisions.set(decision.id, { ...decision, packet, packetDigest, voided, verdicts: new Map() });
}
