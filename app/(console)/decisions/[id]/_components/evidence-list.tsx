import { RuleLink } from "#components/incident/rule-link.tsx";
import { Card, Panel } from "#components/ui/card.tsx";
import { Digest } from "#components/ui/digest.tsx";
import { ExactText } from "#components/ui/exact-text.tsx";
import { Time } from "#components/ui/time.tsx";
import { visibleWords } from "#components/ui/visible-words.ts";
import { evidenceAddress } from "#lib/domain/evidence/address.ts";
import { sizeWords } from "#lib/domain/evidence/size-words.ts";
import type { DecisionView } from "#lib/queries/decision.ts";
import type { EvidenceView } from "#lib/queries/decision-evidence.ts";
import { HandInFile } from "./hand-in-file.tsx";

type EvidenceListProps = {
  decision: Pick<DecisionView, "reference" | "evidence" | "handingIn" | "sealed">;
};

/** Everything that was handed in; what was superseded stays, and says so. */
export function EvidenceList({ decision }: EvidenceListProps) {
  const { reference, evidence, sealed } = decision;
  const standing = evidence.filter(({ isSuperseded }) => !isSuperseded).length;
  return (
    <Panel title="Evidence" aside={`${standing} handed in`}>
      <Card>
        {evidence.length === 0 ? (
          <p className="px-3 py-2 text-s text-soft">Nothing has been handed in yet.</p>
        ) : null}
        <ul>
          {evidence.map((item) => (
            <Item key={item.evidence} reference={reference} item={item} />
          ))}
        </ul>
      </Card>
      {sealed === null ? <HandInFile decision={decision} /> : null}
    </Panel>
  );
}

function Item({ reference, item }: { reference: string; item: EvidenceView }) {
  return (
    <li className="flex gap-3 border-line border-b px-3 py-2 text-s last:border-b-0">
      <details className="min-w-0 flex-1">
        <summary className="cursor-pointer">
          <span className="font-medium">{item.title}</span>{" "}
          {item.isSuperseded ? <span className="text-faint">superseded </span> : null}
          {item.exitCode ? <span className="text-breach">failed, exit {item.exitCode} </span> : null}
          <span className="text-soft">{visibleWords(item.summary)}</span>
        </summary>
        <p className="mt-1 text-soft">
          {item.source === "console"
            ? `Run by the console for ${item.by}`
            : `Handed in by ${item.by}, who vouches for it; the console did not run it`}
          , <Time value={item.at} /> · <Digest value={item.sha256} what="evidence's digest" />
        </p>
        {item.file === null ? null : (
          <a className="link break-all" download href={evidenceAddress(reference, item.evidence)}>
            {visibleWords(item.file.name)}, {sizeWords(item.file.bytes)}
          </a>
        )}
        {item.body === "" ? null : (
          <ExactText label={`Evidence: ${item.title}`} value={visibleWords(item.body)} />
        )}
      </details>
      {item.rule === null ? null : <RuleLink rule={{ id: item.rule }} />}
    </li>
  );
}
