import { Banner } from "#components/ui/banner.tsx";
import type { DecisionView } from "#lib/queries/decision.ts";
import { AnswerForm } from "./answer-form.tsx";

/** The answer of the viewer's side: chosen, explained where it must be, then signed over exactly what is shown. */
export function AnswerPanel({ decision }: { decision: DecisionView }) {
  const side = decision.sides.find((one) => one.party === decision.viewer.party);
  if (decision.sealed !== null || !decision.isOpen) return null;
  if (side === undefined) {
    return (
      <Banner title="You read along" role="note">
        A verdict is given by a member of one of the two parties.
      </Banner>
    );
  }
  if (side.verdict !== null) {
    return (
      <Banner tone="met" title={`${side.title} has signed: ${side.verdict.label}`} role="note">
        The other side's answer is awaited.
      </Banner>
    );
  }
  const { deputyFor } = decision.viewer;
  const as = deputyFor === null ? "" : `, as deputy for ${deputyFor}`;
  return <AnswerForm decision={decision} sideTitle={`${side.title}, ${side.of}${as}`} />;
}
