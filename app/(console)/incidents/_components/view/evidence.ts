import type { ReactNode } from "react";
import type { Criterion } from "#components/incident/criteria-list.tsx";
import type {
  EvidenceFile,
  EvidenceParty,
  EvidenceState,
  EvidenceItem as ShownItem,
} from "#components/incident/evidence-checklist.tsx";
import type { PollSide } from "#components/incident/poll.tsx";
import { evidenceAddress } from "#lib/domain/evidence/address.ts";
import { sizeWords } from "#lib/domain/evidence/size-words.ts";
import { evidenceOwner } from "#lib/domain/gate/evidence-owner.ts";
import {
  criteriaAsked,
  evidenceAsked,
  holds,
  isFromBefore,
  latestEvidence,
  provesSuccess,
} from "#lib/domain/gate/holds.ts";
import type { DecisionState, EvidenceItem, IncidentState } from "#lib/domain/incident/state.ts";
import type { EvidenceRequirement } from "#lib/domain/protocol/parts/gate.ts";
import type { Owner } from "#lib/domain/protocol/parts/shared.ts";
import { entryAt } from "../live/entry-at.ts";
import type { RoomLog } from "../live/room-log.ts";
import type { Lexicon } from "../sentence/lexicon.ts";

/** What each side and each role hands in, and what is there; what belongs to a lane is shown there. `action` gives the button for what this person may hand in. */
export function evidenceViews(log: RoomLog, names: Lexicon, action: HandingIn): EvidenceParty[] {
  const { pack } = names;
  const asked = evidenceAsked(log.state, pack).filter(([, { lane }]) => lane === undefined);
  const sides = [
    ...Object.entries(pack.parties).map(([party, { of }]) => ({
      id: party,
      title: names.party(party),
      of,
      items: asked.filter(([, one]) => one.party === party),
    })),
    ...Object.keys(pack.roles).map((role) => ({
      id: `role:${role}`,
      title: names.role(role),
      items: asked.filter(([, one]) => one.role === role),
    })),
  ];
  return sides
    .filter(({ items }) => items.length > 0)
    .map(({ items, ...side }) => ({
      ...side,
      items: items.map((one) => evidenceItem(log, names, one, action)),
    }));
}

export type HandingIn = (requirement: string, owner: Owner, isThere: boolean) => ReactNode;

/** One piece of evidence: what is there, what it superseded, and the button for whoever owes it. */
export function evidenceItem(
  log: RoomLog,
  names: Lexicon,
  [id, requirement]: [string, EvidenceRequirement],
  action: HandingIn,
): ShownItem {
  const there = latestEvidence(log.state, id);
  return {
    id,
    title: requirement.title,
    state: stateOf(log.state, names, there),
    action: action(id, evidenceOwner(requirement), there !== undefined),
    ...(requirement.rule === undefined ? {} : { rule: { id: requirement.rule } }),
    ...(there === undefined
      ? {}
      : { digest: there.sha256, handedInBy: names.person(there.by), handedInAt: there.at }),
    file: fileOf(log, there),
    superseded: supersededBefore(log, names, id),
  };
}

/** A file goes with its entry's words: who was not given these is not offered it. */
function fileOf({ state, entries }: RoomLog, item: EvidenceItem | undefined): EvidenceFile | undefined {
  if (item === undefined || item.media === null) return undefined;
  const size = sizeWords(item.bytes);
  if (state.redacted[item.seq] !== undefined) return { size, withheld: "redacted" };
  if (entryAt(entries, item.seq)?.text == null) return { size, withheld: "for its party alone" };
  return { size, href: evidenceAddress(state.reference, item.evidence) };
}

const supersededBefore = (log: RoomLog, names: Lexicon, requirement: string) =>
  log.state.evidence
    .filter((item) => item.requirement === requirement && item.supersededBy !== null)
    .map((item) => ({
      id: item.evidence,
      digest: item.sha256,
      by: names.person(item.by),
      at: item.at,
      hasFailed: !provesSuccess(item),
      file: fileOf(log, item),
    }))
    .reverse();

function stateOf(state: IncidentState, { pack }: Lexicon, there: EvidenceItem | undefined): EvidenceState {
  if (there === undefined) return "missing";
  if (!provesSuccess(there)) return "failed";
  if (isFromBefore(state, pack, there)) return "outdated";
  return there.source === "console" ? "ran" : "handed-in";
}

export const openOrLastDecision = (state: IncidentState): DecisionState | undefined =>
  state.decisions.findLast((one) => one.sealed === null) ?? state.decisions.at(-1);

/** Both sides of a decision: each one's answer as it was signed, or that it is awaited. */
export function pollSides(decision: DecisionState, names: Lexicon): PollSide[] {
  const gate = names.pack.gates[decision.gate];
  if (gate === undefined) return [];
  return [gate.proposes, gate.confirms].map((party) => {
    const verdict = decision.verdicts[party];
    const side = { id: party, title: names.party(party), of: names.pack.parties[party]?.of };
    if (verdict === undefined) return { ...side, answer: "waiting" as const };
    const answer = gate.answers.find((one) => one.id === verdict.answer);
    return {
      ...side,
      answer: answer?.go === true ? ("go" as const) : ("no-go" as const),
      words: answer?.label,
      signer: names.person(verdict.person),
      signedAt: verdict.signedAt,
      method: verdict.proof.method,
      digest: verdict.statementDigest,
    };
  });
}

/** What the gate asks, and whether it holds now. */
export function gateCriteria(state: IncidentState, names: Lexicon, gate: string): Criterion[] {
  const alone = { otherCriticalIncidents: 0 };
  return criteriaAsked(names.pack.gates[gate]?.criteria ?? [], state, names.pack, alone).map((criterion) => ({
    id: criterion.id,
    title: criterion.title,
    state: holds(criterion.condition, state, names.pack, alone) ? "holds" : "waiting",
    ...(criterion.rule === undefined ? {} : { rule: { id: criterion.rule } }),
  }));
}
