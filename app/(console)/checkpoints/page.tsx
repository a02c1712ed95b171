import { ListChecks, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "#components/shell/page.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card, Row } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Time } from "#components/ui/time.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import {
  type DecidedAs,
  type ListedCheckpoint,
  readCheckpointForm,
  readCheckpoints,
} from "#lib/queries/checkpoints.ts";
import { standingTone } from "./_components/standing-tone.ts";

export const metadata: Metadata = { title: "Checkpoints" };

export default async function CheckpointsPage() {
  const viewer = await requireViewer();
  const [checkpoints, form] = await Promise.all([readCheckpoints(viewer), readCheckpointForm(viewer)]);
  const open =
    form.packs.length === 0 ? null : (
      <ButtonLink href="/checkpoints/new" variant="go">
        <Plus aria-hidden className="size-4" /> Open a checkpoint
      </ButtonLink>
    );
  return (
    <Page
      title="Checkpoints"
      description="What both sides prove and decide before anything is switched."
      actions={open}
    >
      {checkpoints.length === 0 ? (
        <EmptyState title="No checkpoint yet" icon={ListChecks} action={open ?? undefined}>
          A checkpoint locks a baseline, asks each side for its proof, and holds both verdicts beside each
          other. Somebody of one of its sides opens it.
        </EmptyState>
      ) : (
        <Card>
          <ul>
            {checkpoints.map((checkpoint) => (
              <Line key={checkpoint.reference} checkpoint={checkpoint} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

const decidedWords: Record<DecidedAs, string> = {
  go: "GO",
  "no-go": "NO-GO",
  "run-out": "GO has run out",
};

function standingWords({ standing, decided }: ListedCheckpoint): string {
  if (standing === "no-go") return "NO-GO, ended";
  if (standing !== "decided") return standing;
  return `decided: ${[...new Set(decided)].map((one) => decidedWords[one]).join(", ")}`;
}

function Line({ checkpoint }: { checkpoint: ListedCheckpoint }) {
  const { reference, title, packTitle, service, environment, openedAt, standing, decided } = checkpoint;
  return (
    <Row
      as="li"
      end={<Badge tone={standingTone(standing, decided.includes("go"))}>{standingWords(checkpoint)}</Badge>}
    >
      <span className="min-w-0">
        <Link href={`/checkpoints/${reference}`} className="link font-medium">
          {title}
        </Link>
        <span className="block text-soft">
          {reference}, {packTitle}, {service} {environment}, opened <Time value={openedAt} show="date" />
        </span>
      </span>
    </Row>
  );
}
