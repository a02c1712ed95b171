import { Badge } from "#components/ui/badge.tsx";
import { Card, CardBody, Panel, Row } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import { visibleWords } from "#components/ui/visible-words.ts";
import { sealingCauses } from "#lib/domain/checkpoint/record-document.ts";
import type { DecisionSummary, VerdictSummary } from "#lib/verify/bundle/findings.ts";

/** Each sealed decision with both parties' verdicts, and what each was signed with. */
export function SealedDecisions({ decisions }: { decisions: readonly DecisionSummary[] }) {
  if (decisions.length === 0) return null;
  return (
    <Panel title="Sealed decisions" aside={decisions.length}>
      <div className="space-y-3">
        {decisions.map((decision) => (
          <SealedDecision key={decision.entry} decision={decision} />
        ))}
      </div>
    </Panel>
  );
}

function SealedDecision({
  decision: { question, go, outcome, sealedAt, validUntil, takenBackBy, cause, verdicts },
}: {
  decision: DecisionSummary;
}) {
  return (
    <Card>
      <CardBody className="border-line border-b">
        <p className="wrap-anywhere font-medium">{visibleWords(question)}</p>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-s text-soft">
          <Outcome go={go} takenBackBy={takenBackBy} />
          <span className="wrap-anywhere">
            {visibleWords(outcome)}, sealed <Time value={sealedAt} show="both" />
            {validUntil === null || takenBackBy !== null ? null : (
              <>
                , valid until <Time value={validUntil} show="both" />
              </>
            )}
          </span>
        </p>
      </CardBody>
      <ul>
        {verdicts.length === 0 ? (
          <Row as="li">Nobody signed it: the console sealed it, because {sealingCauses[cause]}.</Row>
        ) : null}
        {verdicts.map((verdict) => (
          <Verdict key={verdict.party} verdict={verdict} />
        ))}
      </ul>
    </Card>
  );
}

const Outcome = ({ go, takenBackBy }: Pick<DecisionSummary, "go" | "takenBackBy">) =>
  takenBackBy === null ? (
    <Badge tone={go ? "met" : "breach"} hasIcon>
      {go ? "GO" : "NO-GO"}
    </Badge>
  ) : (
    <Badge tone="risk">GO, taken back by entry {takenBackBy}</Badge>
  );

const Verdict = ({ verdict: { party, answer, person, means, signedAt } }: { verdict: VerdictSummary }) => (
  <Row as="li" end={<Badge tone={means === "passkey" ? "met" : "risk"}>{means}</Badge>}>
    <span className="wrap-anywhere min-w-0">
      <b className="font-semibold">{visibleWords(party)}</b>: {visibleWords(answer)}, by {person},{" "}
      <Time value={signedAt} show="both" />
    </span>
  </Row>
);
