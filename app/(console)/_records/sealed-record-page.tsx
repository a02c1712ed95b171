import Link from "next/link";
import type { ReactNode } from "react";
import { ConsoleSignature } from "#components/incident/console-signature.tsx";
import { RuleLink, RulesOf } from "#components/incident/rule-link.tsx";
import { Page } from "#components/shell/page.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/card.tsx";
import { ExactText } from "#components/ui/exact-text.tsx";
import { visibleWords } from "#components/ui/visible-words.ts";
import type { RecordSection } from "#lib/domain/record/document.ts";
import type { SealedRecordView } from "#lib/queries/sealed-record-view.ts";

/** What was sealed, to be read, downloaded, and checked by its digest. */
export function SealedRecordPage({ found, above }: { found: SealedRecordView; above: ReactNode }) {
  const { reference, seq, document, rules, record, recordDigest, signed } = found;
  const { takenBack } = document;
  return (
    <Page
      title={document.title}
      above={
        <>
          {above} / sealed by entry {seq}
        </>
      }
      description={
        <Badge tone={document.isGo && takenBack === undefined ? "met" : "breach"} hasIcon>
          {document.outcome}
          {takenBack === undefined ? "" : ", taken back"}
        </Badge>
      }
      actions={<ButtonLink href={`/api/records/${reference}/${seq}`}>Download as Markdown</ButtonLink>}
      width="reading"
    >
      {takenBack === undefined ? null : (
        <Banner tone="breach" title={takenBack.words} role="status" className="mb-4">
          <Link className="link" href={`/checkpoints/${reference}/records/${takenBack.entry}`}>
            Read what took it back
          </Link>
        </Banner>
      )}
      <RulesOf {...rules}>
        {document.sections.map((section) => (
          <Section key={section.title} section={section} />
        ))}
      </RulesOf>
      <Panel title="Exactly as it was sealed">
        <p className="figures break-all text-s text-soft">SHA-256 {recordDigest}</p>
        <ConsoleSignature signed={signed} />
        <ExactText label="Sealed record" value={record} />
      </Panel>
    </Page>
  );
}

function Section({ section: { title, rows } }: { section: RecordSection }) {
  return (
    <Panel title={title}>
      <dl className="divide-y divide-line text-s">
        {rows.map(({ label, words, rule }) => (
          <div
            key={`${label} ${words}`}
            className="grid grid-cols-1 gap-x-4 py-1.5 sm:grid-cols-[14rem_minmax(0,1fr)]"
          >
            <dt className="text-soft">
              {label} {rule === null ? null : <RuleLink rule={{ id: rule }} />}
            </dt>
            <dd className="whitespace-pre-wrap break-words">{visibleWords(words)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
