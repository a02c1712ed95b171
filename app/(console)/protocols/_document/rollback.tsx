import { durationText } from "#components/ui/time-text.ts";
import { Clause, type PackDocument, Section } from "./clause.tsx";
import { freezeWords, listed, minutes, modeWords, roleTitle } from "./words.ts";

type StartRule = PackDocument["pack"]["authority"]["startRollback"][number];

export function Authority({ document }: { document: PackDocument }) {
  const { pack } = document;
  return (
    <Section id="authority" title="Who may start a rollback">
      {pack.authority.startRollback.map((rule, index) => (
        <Clause
          key={rule.severities.join()}
          document={document}
          place={`authority.${index}`}
          title={listed(rule.severities, "or")}
          of={rule}
        >
          <p>{startSentence(document, rule)}</p>
          {owedSentences(document, rule).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Clause>
      ))}
    </Section>
  );
}

function startSentence({ pack }: PackDocument, rule: StartRule): string {
  const who = listed(
    rule.by.map((role) => roleTitle(pack, role)),
    "or",
  );
  return `${who}${rule.onCallOnly ? ", only while on call," : ""} may start it ${modeWords(rule.mode)}.`;
}

function owedSentences({ pack }: PackDocument, { approval, report, ratify }: StartRule): string[] {
  return [
    approval && `${roleTitle(pack, approval.role)} answers within ${minutes(approval.dueInMinutes)}.`,
    report && `Whoever started it reports within ${minutes(report.dueInMinutes)}.`,
    ratify && `${roleTitle(pack, ratify.role)} ratifies within ${minutes(ratify.dueInMinutes)}.`,
  ].filter((sentence) => sentence !== undefined);
}

type Plan = PackDocument["pack"]["plans"][string];

export function Plans({ document }: { document: PackDocument }) {
  return (
    <Section
      id="plans"
      title="The way back"
      lead="Steps name registered actions. What those run is the worker's configuration, never the protocol's."
    >
      {Object.entries(document.pack.plans).map(([key, plan]) => (
        <PlanClause key={key} name={key} plan={plan} document={document} />
      ))}
    </Section>
  );
}

function PlanClause({ name, plan, document }: { name: string; plan: Plan; document: PackDocument }) {
  const target = plan.targetSeconds === undefined ? undefined : `within ${durationText(plan.targetSeconds)}`;
  return (
    <>
      <Clause document={document} place={`plans.${name}`} title={plan.title} aside={target} of={plan} />
      <ol className="grid gap-1 pl-2">
        {plan.steps.map((step, index) => (
          <li key={step.id}>
            <Clause
              level="item"
              document={document}
              place={`plans.${name}.${step.id}`}
              title={`${index + 1}. ${step.title}`}
              aside={step.kind === "verify" ? "verifies" : "acts"}
              of={step}
            >
              <p>
                <span className="figures text-xs">
                  {[step.action, ...Object.entries(step.with).map(([key, value]) => `${key}=${value}`)].join(
                    " ",
                  )}
                </span>{" "}
                · about {durationText(step.expectedSeconds)} ·{" "}
                {step.idempotent ? "may be repeated" : "never repeated by itself"}
              </p>
              {step.dataEffect === undefined ? null : <p>Data: {step.dataEffect}</p>}
            </Clause>
          </li>
        ))}
      </ol>
    </>
  );
}

export function Freezes({ document }: { document: PackDocument }) {
  const freezes = Object.entries(document.pack.freezes);
  if (freezes.length === 0) return null;
  return (
    <Section id="freezes" title="What may not move meanwhile">
      {freezes.map(([key, freeze]) => (
        <Clause key={key} document={document} place={`freezes.${key}`} title={freeze.title} of={freeze}>
          <p>{freezeWords(document.pack, freeze)}</p>
        </Clause>
      ))}
    </Section>
  );
}
