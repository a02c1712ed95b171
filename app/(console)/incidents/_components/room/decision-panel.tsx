"use client";

import { CriteriaList, holding } from "#components/incident/criteria-list.tsx";
import { Poll } from "#components/incident/poll.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/card.tsx";
import { answerLabel } from "../sentence/lexicon.ts";
import { gateCriteria, openOrLastDecision, pollSides } from "../view/evidence.ts";
import { useRoom } from "./room-context.ts";

/** Both sides beside each other, what the gate asks, and the way to the packet. */
export function DecisionPanel() {
  const { state, names, viewer } = useRoom();
  const decision = openOrLastDecision(state);
  if (decision === undefined) return null;
  const sides = pollSides(decision, names);
  const mayAnswer =
    decision.sealed === null && sides.some((side) => side.id === viewer.party && side.answer === "waiting");
  const criteria = gateCriteria(state, names, decision.gate);
  return (
    <Panel
      title="Go / no-go"
      aside={
        decision.sealed === null
          ? holding(criteria)
          : `sealed: ${answerLabel(names.pack, decision.gate, decision.sealed.outcome)}`
      }
    >
      <Poll sides={sides} />
      <div className="mt-2">
        <CriteriaList criteria={criteria} />
      </div>
      <ButtonLink
        href={`/decisions/${decision.decision}`}
        variant={mayAnswer ? "go" : "plain"}
        className="mt-2 w-full"
      >
        {mayAnswer
          ? "Read the packet and sign"
          : decision.sealed === null
            ? "Read the packet"
            : "Read the sealed record"}
      </ButtonLink>
    </Panel>
  );
}
