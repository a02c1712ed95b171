import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "#components/shell/page.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readCheckpointForm } from "#lib/queries/checkpoints.ts";
import { OpenForm } from "../_components/open-form.tsx";

export const metadata: Metadata = { title: "Open a checkpoint" };

export default async function OpenCheckpointPage() {
  const form = await readCheckpointForm(await requireViewer());
  return (
    <Page
      title="Open a checkpoint"
      above={
        <Link className="link" href="/checkpoints">
          Checkpoints
        </Link>
      }
      description="The values below are locked. If one of them moves while it is open, it is NO-GO."
      width="reading"
    >
      {form.packs.length === 0 || form.places.length === 0 ? (
        <EmptyState title="There is nothing that you can open">
          A checkpoint is opened by somebody of one of its sides, on a service that is registered.
        </EmptyState>
      ) : (
        <OpenForm form={form} />
      )}
    </Page>
  );
}
