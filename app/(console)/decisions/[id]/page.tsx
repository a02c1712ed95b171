import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { RulesOf } from "#components/incident/rule-link.tsx";
import { Page } from "#components/shell/page.tsx";
import { Panel } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import { visibleWords } from "#components/ui/visible-words.ts";
import { requireViewer } from "#lib/auth/session/index.ts";
import { type DecisionView, readDecision } from "#lib/queries/decision.ts";
import { DeputiesPanel } from "../../_deputies/deputies-panel.tsx";
import { AnswerPanel } from "./_components/answer-panel.tsx";
import { AskedBack } from "./_components/asked-back.tsx";
import { BroughtIntoView } from "./_components/brought-into-view.tsx";
import { DecisionCriteria } from "./_components/decision-criteria.tsx";
import { EvidenceList } from "./_components/evidence-list.tsx";
import { FollowRoom } from "./_components/follow-room.tsx";
import { SealedRecord } from "./_components/sealed-record.tsx";
import { Verdicts } from "./_components/verdicts.tsx";
import { VoidedVerdicts } from "./_components/voided-verdicts.tsx";
import { WhatYouSign } from "./_components/what-you-sign.tsx";
import { endDeputyAction, nameDeputyAction } from "./actions.ts";

export const metadata: Metadata = { title: "Decision" };

/** The packet for an approver who was just woken: everything there is to know, then the answer. */
export default async function DecisionPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const { id } = await params;
  const decision = z.uuid().safeParse(id).success ? await readDecision(id, viewer) : null;
  if (decision === null) notFound();
  return (
    <Page
      title={decision.packet.question}
      above={<Above decision={decision} />}
      description={decision.title}
      width="reading"
    >
      <FollowRoom reference={decision.reference} />
      <RulesOf packId={decision.packet.pack.id} hash={decision.packet.pack.hash}>
        <div className="flex flex-col gap-6">
          <BroughtIntoView isThere={decision.sealed !== null}>
            <SealedRecord decision={decision} />
          </BroughtIntoView>
          <VoidedVerdicts sides={decision.sides} viewerParty={decision.viewer.party} />
          <Verdicts sides={decision.sides} viewerParty={decision.viewer.party} />
          <DecisionCriteria decision={decision} />
          <Panel title="Residual risk" aside={`from ${decision.proposedBy}`}>
            <p className="whitespace-pre-wrap">{visibleWords(decision.residualRisk ?? "redacted")}</p>
          </Panel>
          <EvidenceList decision={decision} />
          <WhatYouSign decision={decision} />
          <DeputiesPanel
            reference={decision.reference}
            deputies={decision.deputies}
            actions={{ name: nameDeputyAction, end: endDeputyAction }}
          />
          <AskedBack decision={decision} />
          <AnswerPanel decision={decision} />
        </div>
      </RulesOf>
    </Page>
  );
}

function Above({ decision }: { decision: DecisionView }) {
  return (
    <>
      <Link className="link figures" href={`/incidents/${decision.reference}`}>
        {decision.reference}
      </Link>{" "}
      · proposed by {decision.proposedBy}, <Time value={decision.proposedAt} />
      {decision.revision > 1 ? ` · revision ${decision.revision}: it changed since it was proposed` : ""}
    </>
  );
}
