import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { CriteriaList, type Criterion, holding } from "#components/incident/criteria-list.tsx";
import { PlanLanes } from "#components/incident/plan-lanes.tsx";
import { RulesOf } from "#components/incident/rule-link.tsx";
import { Page } from "#components/shell/page.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import { durationText } from "#components/ui/time-text.ts";
import { requireViewer } from "#lib/auth/session/index.ts";
import type { Finding } from "#lib/domain/rollback/dry-run.ts";
import { type DryRunView, readDryRun } from "#lib/queries/dry-run.ts";
import { makeLexicon, many } from "../../../_components/sentence/lexicon.ts";
import { planParts } from "../../../_components/view/plan-parts.ts";
import { previewSteps } from "../../../_components/view/run.ts";

type DryRunPage = { params: Promise<{ reference: string; plan: string }> };

export async function generateMetadata({ params }: DryRunPage): Promise<Metadata> {
  return { title: `Dry run, ${(await params).reference}` };
}

/** What starting a plan now would come to. Nothing is run for it and nothing recorded. */
export default async function DryRunPage({ params }: DryRunPage) {
  const [viewer, { reference, plan }] = await Promise.all([requireViewer(), params]);
  const { personId, name, isAuditor } = viewer;
  const view = await readDryRun({ personId, name, isAuditor }, reference, plan);
  if (view === null) notFound();
  return (
    <Page
      title={`Dry run: ${view.preview.title}`}
      above={<Link href={`/incidents/${reference}`}>{reference}</Link>}
      description={`What starting it now, on ${view.where}, would come to. Nothing was run.`}
    >
      <RulesOf packId={view.pack.id}>
        <div className="flex flex-col gap-6">
          <Verdict view={view} />
          <Findings findings={view.findings} />
          <Confirmations view={view} />
          <Steps view={view} />
        </div>
      </RulesOf>
    </Page>
  );
}

function Verdict({ view }: { view: DryRunView }) {
  const open = view.findings.filter(({ holds }) => !holds).length;
  const seen = (
    <>
      As it was at <Time value={view.at} />. A start looks at all of it again.
    </>
  );
  if (open > 0) {
    return (
      <Banner tone="risk" title={`You could not start it now: ${many(open, "thing")} in the way`}>
        {seen}
      </Banner>
    );
  }
  return (
    <Banner tone="met" title="You could start it now">
      {seen}
    </Banner>
  );
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const criteria = findings.map(
    ({ title, says, rule, holds }, index): Criterion => ({
      id: `${index}`,
      title,
      state: holds ? "holds" : "fails",
      because: says,
      ...(rule === null ? {} : { rule: { id: rule } }),
    }),
  );
  return (
    <Panel title="What a start looks at" aside={holding(criteria)}>
      <CriteriaList criteria={criteria} />
    </Panel>
  );
}

function Confirmations({ view }: { view: DryRunView }) {
  if (view.confirmations.length === 0) return null;
  return (
    <Panel title="Words to type before it starts">
      <Card>
        <ul>
          {view.confirmations.map(({ step, title, says }) => (
            <Row key={step} as="li" end={<code className="break-all">{says}</code>}>
              {title}
            </Row>
          ))}
        </ul>
      </Card>
    </Panel>
  );
}

function Steps({ view }: { view: DryRunView }) {
  const { preview, starts, state, pack } = view;
  if (!preview.ok) return null;
  const names = makeLexicon(pack, state, [], []);
  const shown = previewSteps(preview, names).map((step) => {
    const planned = preview.steps.find(({ id }) => id === step.id);
    const lost = planned?.idempotent ? "tried once more by itself" : "asks a person";
    const begins = `Begins about ${durationText(starts[step.id] ?? 0)} after the start.`;
    return { ...step, note: `${begins} Should its worker be lost: ${lost}.` };
  });
  return (
    <Panel
      title="What would run"
      aside={`${many(preview.steps.length, "step")}, about ${durationText(preview.expectedSeconds)}`}
    >
      <PlanLanes
        parts={planParts(preview.steps, shown, names)}
        renderedAt={view.at}
        label="Steps of the plan"
      />
    </Panel>
  );
}
