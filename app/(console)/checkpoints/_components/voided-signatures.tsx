import type { QuestionView, SideVerdict, VoidedView } from "#lib/queries/checkpoint-view.ts";
import { VoidedSignature } from "../../_voided/voided-signature.tsx";

type Voided = SideVerdict & { voided: VoidedView };
const isVoided = (side: SideVerdict): side is Voided => side.voided !== null;

/** Signatures that count no more, each with what changed since it was given. */
export function VoidedSignatures({ question, party }: { question: QuestionView; party: string | null }) {
  if (question.sealing !== null) return null;
  return question.sides
    .filter(isVoided)
    .map(({ party: side, title, voided: { go, by, at, changes } }) => (
      <VoidedSignature
        key={side}
        className="mt-2"
        side={{ title, isOwn: side === party }}
        voided={{ answer: go ? question.go : question.noGo, by, at, changes }}
      />
    ));
}
