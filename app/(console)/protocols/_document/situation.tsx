import { Badge } from "#components/ui/badge.tsx";
import { Clause, type PackDocument, Section } from "./clause.tsx";
import { partyTitle } from "./words.ts";

export function People({ document }: { document: PackDocument }) {
  const { pack } = document;
  const parties = Object.entries(pack.parties);
  return (
    <Section
      id="people"
      title="Who takes part"
      lead={
        parties.length === 0
          ? "Roles say what a person does here; there is one side."
          : "Parties sign for themselves; roles say what a person does here."
      }
    >
      {parties.map(([key, party]) => (
        <Clause
          key={key}
          document={document}
          place={`parties.${key}`}
          title={party.title}
          aside={`party, ${party.of}`}
          of={party}
        />
      ))}
      {Object.entries(pack.roles).map(([key, role]) => (
        <Clause
          key={key}
          document={document}
          place={`roles.${key}`}
          title={role.title}
          aside={
            role.party === undefined ? undefined : `of the ${partyTitle(pack, role.party).toLowerCase()}`
          }
          of={role}
        >
          {key === pack.commander ? <p>Leads the incident.</p> : null}
          {role.duties.length === 0 ? null : (
            <ul className="list-disc pl-4">
              {role.duties.map((duty) => (
                <li key={duty}>{duty}</li>
              ))}
            </ul>
          )}
        </Clause>
      ))}
    </Section>
  );
}

export function Severities({ document }: { document: PackDocument }) {
  return (
    <Section id="severities" title="How bad it is" lead="The worst first.">
      {document.pack.severities.map((severity) => (
        <Clause
          key={severity.id}
          document={document}
          place={`severities.${severity.id}`}
          title={`${severity.id}: ${severity.title}`}
          aside={severity.critical ? <Badge tone="breach">critical</Badge> : undefined}
          of={severity}
        >
          <p>{severity.means}</p>
        </Clause>
      ))}
    </Section>
  );
}

export function Triggers({ document }: { document: PackDocument }) {
  const { pack } = document;
  return (
    <Section
      id="triggers"
      title="What is seen, and what it asks for"
      lead="Declaring starts here. A trigger may be declared worse than its severity, never milder."
    >
      {Object.entries(pack.triggers).map(([key, trigger]) => (
        <Clause
          key={key}
          document={document}
          place={`triggers.${key}`}
          title={trigger.title}
          aside={`at least ${trigger.minimumSeverity}`}
          of={trigger}
        >
          {trigger.detection === undefined ? null : <p>Seen as: {trigger.detection}</p>}
          {trigger.evidence === undefined ? null : <p>Shown by: {trigger.evidence}</p>}
          <p className="font-medium text-text">{trigger.requires.summary}</p>
          <TriggerNames document={document} requires={trigger.requires} />
        </Clause>
      ))}
    </Section>
  );
}

type TriggerNamesProps = {
  document: PackDocument;
  requires: { plan?: string | undefined; freeze?: string | undefined; bridge: boolean };
};

function TriggerNames({ document: { pack }, requires: { plan, freeze, bridge } }: TriggerNamesProps) {
  const asks = [
    plan === undefined ? "" : `Plan: ${pack.plans[plan]?.title ?? plan}.`,
    freeze === undefined ? "" : `Freeze: ${pack.freezes[freeze]?.title ?? freeze}.`,
    bridge ? "A joint bridge is opened." : "",
  ].filter(Boolean);
  return asks.length === 0 ? null : <p>{asks.join(" ")}</p>;
}

export function AskedFacts({ document }: { document: PackDocument }) {
  const facts = Object.entries(document.pack.facts);
  if (facts.length === 0) return null;
  return (
    <Section id="facts" title="What is asked when it is declared">
      {facts.map(([key, fact]) => (
        <Clause key={key} document={document} place={`facts.${key}`} title={fact.title} of={fact}>
          {fact.hint === undefined ? null : <p>{fact.hint}</p>}
          {fact.options === undefined ? null : <p>One of: {fact.options.join(", ")}</p>}
        </Clause>
      ))}
    </Section>
  );
}
