import { anchorsOf, ruleIndex } from "#lib/domain/protocol/document/anchors.ts";
import { clausesOf } from "#lib/domain/protocol/document/clauses.ts";
import type { ProtocolDocument } from "#lib/domain/protocol/document/document.ts";
import type { Content, Section } from "#lib/domain/protocol/document/model.ts";
import { Clause } from "./clause.tsx";
import { Contents } from "./contents.tsx";
import { RuledTable } from "./ruled-table.tsx";
import { RuleIndex } from "./rules.tsx";
import { SectionFrame } from "./section-frame.tsx";

/** A document to be read, with its contents beside it. */
export function DocumentView({ document }: { document: ProtocolDocument }) {
  const clauses = clausesOf(document);
  const anchors = anchorsOf(clauses);
  const rules = ruleIndex(clauses);
  const entries = document.sections.map(({ id, short }) => ({ id, title: short }));
  return (
    <div className="grid gap-x-10 lg:grid-cols-[190px_minmax(0,1fr)]">
      <Contents entries={rules.length === 0 ? entries : [...entries, { id: "rules", title: "All rules" }]} />
      <div className="min-w-0">
        {document.sections.map((section) => (
          <SectionView key={section.id} section={section} anchors={anchors} />
        ))}
        {rules.length === 0 ? null : <RuleIndex rules={rules} />}
      </div>
    </div>
  );
}

type Anchors = ReturnType<typeof anchorsOf>;

function SectionView({ section, anchors }: { section: Section; anchors: Anchors }) {
  return (
    <SectionFrame id={section.id} title={section.title} lead={section.lead}>
      {section.content.map((content, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a published document never changes.
        <ContentView key={index} content={content} anchors={anchors} />
      ))}
    </SectionFrame>
  );
}

function ContentView({ content, anchors }: { content: Content; anchors: Anchors }) {
  if (content.is === "table") return <RuledTable table={content} anchors={anchors} />;
  return (
    <div className="grid gap-2">
      {content.heading === null ? null : <h3 className="eyebrow mt-2">{content.heading}</h3>}
      {content.parts.map((part) => (
        <Clause key={part.id} part={part} anchors={anchors} depth={content.heading === null ? 3 : 4} />
      ))}
    </div>
  );
}
