import { deputyIn } from "#lib/domain/decision/deputy-events.ts";
import { packetChanges, signedPacket } from "#lib/domain/decision/packet-changes.ts";
import type { DecisionState, IncidentState, VerdictState } from "#lib/domain/incident/state.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { readEntryText } from "#lib/store/entry-text.ts";
import { findPersons } from "#lib/store/people.ts";

export type SideView = {
  party: string;
  title: string;
  of: string;
  verdict: {
    answer: string;
    label: string;
    go: boolean;
    signer: string;
    /** For whom they signed, where a deputy did. */
    deputyFor: string | null;
    signedAt: string;
    method: "passkey" | "server-attested";
    statementDigest: string;
    statement: string;
    remediationPlan: string | null;
  } | null;
  voided: VoidedVerdict | null;
};
/** A signature that counts no more, and what is another than when it was given. */
export type VoidedVerdict = { label: string; signer: string; signedAt: string; changes: string[] };

type About = { state: IncidentState; pack: ProtocolPack; decision: DecisionState; names: Names };
type Names = (id: string | undefined) => string | undefined;

/** Both sides' answers, and which signature of theirs counts no more. */
export async function readSides(
  state: IncidentState,
  pack: ProtocolPack,
  decision: DecisionState,
): Promise<SideView[]> {
  const gate = pack.gates[decision.gate];
  if (gate === undefined) return [];
  const given = [...Object.values(decision.verdicts), ...Object.values(decision.voided)];
  const signers = await findPersons([
    ...new Set(given.flatMap(({ person, statement }) => [person, deputyIn(statement)?.person ?? []].flat())),
  ]);
  const names: Names = (id) => signers.find((person) => person.id === id)?.name;
  const about = { state, pack, decision, names };
  return Promise.all(
    [gate.proposes, gate.confirms].map(async (party) => ({
      party,
      title: pack.parties[party]?.title ?? party,
      of: pack.parties[party]?.of ?? "",
      verdict: await readVerdict(about, decision.verdicts[party]),
      voided: voidedVerdict(about, decision.voided[party]),
    })),
  );
}

const answerOf = ({ pack, decision }: About, { answer }: VerdictState) =>
  pack.gates[decision.gate]?.answers.find(({ id }) => id === answer);

async function readVerdict(about: About, verdict: VerdictState | undefined): Promise<SideView["verdict"]> {
  if (verdict === undefined) return null;
  const answer = answerOf(about, verdict);
  const words = await readEntryText(about.state.reference, verdict.seq, "VerdictSigned");
  return {
    answer: verdict.answer,
    label: answer?.label ?? verdict.answer,
    go: answer?.go ?? false,
    signer: about.names(verdict.person) ?? "",
    deputyFor: about.names(deputyIn(verdict.statement)?.person) ?? null,
    signedAt: verdict.signedAt,
    method: verdict.proof.method,
    statementDigest: verdict.statementDigest,
    statement: verdict.statement,
    remediationPlan: words?.remediationPlan || null,
  };
}

function voidedVerdict(about: About, verdict: VerdictState | undefined): VoidedVerdict | null {
  if (verdict === undefined) return null;
  return {
    label: answerOf(about, verdict)?.label ?? verdict.answer,
    signer: about.names(verdict.person) ?? "",
    signedAt: verdict.signedAt,
    changes: packetChanges(
      signedPacket(verdict),
      about.decision.packet,
      (id) => about.pack.evidence[id]?.title ?? id,
    ),
  };
}
