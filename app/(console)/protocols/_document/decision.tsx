import { Badge } from "#components/ui/badge.tsx";
import { ownerTitle } from "#lib/domain/protocol/owner-title.ts";
import type { Criterion } from "#lib/domain/protocol/parts.ts";
import { Clause, type PackDocument, Section } from "./clause.tsx";
import { conditionsWords, listed, partyTitle } from "./words.ts";

export function Evidence({ document }: { document: PackDocument }) {
  const { pack } = document;
  const evidence = Object.entries(pack.evidence);
  if (evidence.length === 0) return null;
  return (
    <Section id="evidence" title="What has to be proven">
      {evidence.map(([key, item]) => (
        <Clause
          key={key}
          document={document}
          place={`evidence.${key}`}
          title={item.title}
          aside={`by the ${partyTitle(pack, item.party).toLowerCase()}`}
          of={item}
        >
          {item.when.length === 0 ? null : <p>Owed where {conditionsWords(pack, item.when)}.</p>}
          {item.action === undefined ? null : (
            <p>
              Shown by the output of <span className="figures text-xs">{item.action}</span>
            </p>
          )}
        </Clause>
      ))}
      {Object.entries(pack.bundles).map(([key, bundle]) => (
        <Clause
          key={key}
          document={document}
          place={`bundles.${key}`}
          title={bundle.title}
          aside="bundle"
          of={bundle}
        >
          <p>
            Complete with {listed(bundle.evidence.map((name) => `“${pack.evidence[name]?.title ?? name}”`))}
            {bundle.finalRecord === undefined
              ? ""
              : `, and the record of “${pack.gates[bundle.finalRecord]?.question ?? bundle.finalRecord}” sealed`}
            .
          </p>
        </Clause>
      ))}
    </Section>
  );
}

export function Gates({ document }: { document: PackDocument }) {
  const gates = Object.entries(document.pack.gates);
  if (gates.length === 0) return null;
  return (
    <Section
      id="gates"
      title="What is decided together"
      lead="Both sides sign the same record; any NO-GO wins, and unequal answers are NO-GO until they agree."
    >
      {gates.map(([key, gate]) => (
        <GateClause key={key} name={key} gate={gate} document={document} />
      ))}
    </Section>
  );
}

type GateClauseProps = { name: string; gate: PackDocument["pack"]["gates"][string]; document: PackDocument };

function GateClause({ name, gate, document }: GateClauseProps) {
  const { pack } = document;
  return (
    <>
      <Clause document={document} place={`gates.${name}`} title={gate.question} of={gate}>
        <p>
          {partyTitle(pack, gate.proposes)} proposes, {partyTitle(pack, gate.confirms)} confirms.
        </p>
        <ul className="grid gap-1">
          {gate.answers.map((answer) => (
            <li key={answer.id} className="flex flex-wrap items-center gap-2">
              <Badge tone={answer.go ? "met" : "breach"} hasIcon>
                {answer.label}
              </Badge>
              {answer.needsRemediationPlan ? "with a plan of what will be mended" : ""}
            </li>
          ))}
        </ul>
      </Clause>
      <Criteria document={document} place={`gates.${name}`} criteria={gate.criteria} />
      {gate.answers.map((answer) => (
        <Criteria
          key={answer.id}
          document={document}
          place={`gates.${name}.${answer.id}`}
          criteria={answer.criteria}
          for={answer.label}
        />
      ))}
    </>
  );
}

type CriteriaProps = {
  document: PackDocument;
  place: string;
  criteria: readonly Criterion[];
  /** The answer that alone asks for them. */
  for?: string | undefined;
  level?: "part" | "item" | undefined;
};

function Criteria({ document, place, criteria, for: answer, level = "item" }: CriteriaProps) {
  if (criteria.length === 0) return null;
  return (
    <ul className={level === "part" ? "grid gap-2" : "grid gap-1 pl-2"}>
      {criteria.map((criterion) => (
        <li key={criterion.id}>
          <Clause
            level={level}
            document={document}
            place={`${place}.${criterion.id}`}
            title={criterion.title}
            aside={answer === undefined ? undefined : `only for ${answer}`}
            of={criterion}
          >
            {criterion.when.length === 0 ? null : (
              <p>Asked only where {conditionsWords(document.pack, criterion.when)}.</p>
            )}
          </Clause>
        </li>
      ))}
    </ul>
  );
}

export function Ending({ document }: { document: PackDocument }) {
  const { pack } = document;
  return (
    <Section id="exit" title="When it is over" lead="An incident closes once all of these hold.">
      {Object.entries(pack.deliverables).map(([key, deliverable]) => (
        <Clause
          key={key}
          document={document}
          place={`deliverables.${key}`}
          title={deliverable.title}
          aside={`handed in by ${ownerTitle(pack, deliverable.owner)}`}
          of={deliverable}
        />
      ))}
      <Criteria document={document} place="exit" criteria={pack.exit} level="part" />
    </Section>
  );
}
