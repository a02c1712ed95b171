import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { RulesOf } from "#components/incident/rule-link.tsx";
import { Page } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readCheckpointView } from "#lib/queries/checkpoint.ts";
import { FollowBoard } from "../../_components/follow-board.tsx";
import { CheckpointBoard } from "../_components/checkpoint-board.tsx";

type CheckpointPage = { params: Promise<{ reference: string }> };

export async function generateMetadata({ params }: CheckpointPage): Promise<Metadata> {
  return { title: (await params).reference };
}

export default async function OneCheckpointPage({ params }: CheckpointPage) {
  const [viewer, { reference }] = await Promise.all([requireViewer(), params]);
  const view = await readCheckpointView(reference, viewer);
  if (view === null) notFound();
  return (
    <Page
      title={view.title}
      above={
        <>
          <Link className="link" href="/checkpoints">
            Checkpoints
          </Link>{" "}
          / {view.reference}
        </>
      }
      description={`${view.pack.title} ${view.pack.version}, on ${view.service.name} ${view.service.environment}`}
      actions={<ButtonLink href={`/checkpoints/${view.reference}/export`}>Export the record</ButtonLink>}
      width="wide"
    >
      <FollowBoard />
      <RulesOf packId={view.pack.id}>
        <CheckpointBoard view={view} />
      </RulesOf>
    </Page>
  );
}
