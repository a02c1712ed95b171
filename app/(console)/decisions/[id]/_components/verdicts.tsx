import { Poll } from "#components/incident/poll.tsx";
import { Panel } from "#components/ui/card.tsx";
import { visibleWords } from "#components/ui/visible-words.ts";
import type { SideView } from "#lib/queries/decision-sides.ts";

export function Verdicts({ sides, viewerParty }: { sides: readonly SideView[]; viewerParty: string | null }) {
  return (
    <Panel title="Verdicts so far">
      <Poll
        sides={sides.map(({ party, title, of, verdict }) => {
          if (verdict === null)
            return {
              id: party,
              title,
              of,
              answer: "waiting" as const,
              words: party === viewerParty ? "your answer" : undefined,
            };
          return {
            id: party,
            title,
            of,
            answer: verdict.go ? ("go" as const) : ("no-go" as const),
            words: verdict.label,
            signer:
              verdict.deputyFor === null
                ? verdict.signer
                : `${verdict.signer} as deputy for ${verdict.deputyFor}`,
            signedAt: verdict.signedAt,
            method: verdict.method,
            digest: verdict.statementDigest,
            note:
              verdict.remediationPlan === null
                ? undefined
                : `Remediation: ${visibleWords(verdict.remediationPlan)}`,
          };
        })}
      />
    </Panel>
  );
}
