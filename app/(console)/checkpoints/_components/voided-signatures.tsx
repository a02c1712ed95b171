import { Banner } from "#components/ui/banner.tsx";
import { Time } from "#components/ui/time.tsx";
import type { QuestionView, SideVerdict, VoidedView } from "#lib/queries/checkpoint-view.ts";

type Voided = SideVerdict & { voided: VoidedView };
const isVoided = (side: SideVerdict): side is Voided => side.voided !== null;

/** Signatures that count no more, each with what changed since it was given. */
export function VoidedSignatures({ question, party }: { question: QuestionView; party: string | null }) {
  if (question.sealing !== null) return null;
  return question.sides.filter(isVoided).map((side) => (
    <Banner
      key={side.party}
      tone="risk"
      role="note"
      className="mt-2"
      title={
        side.party === party
          ? "Your side's signature counts no more: what it covers has changed"
          : `${side.title}'s signature counts no more: what it covers has changed`
      }
    >
      <p>
        {side.voided.by} signed {side.voided.go ? question.go : question.noGo},{" "}
        <Time value={side.voided.at} />.{" "}
        {side.voided.changes.length === 0 ? "It is again as it was; sign again." : "Since then:"}
      </p>
      <ul className="list-disc pl-5">
        {side.voided.changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </Banner>
  ));
}
