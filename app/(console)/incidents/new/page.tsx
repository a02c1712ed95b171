import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readDeclaration } from "#lib/queries/declare.ts";
import { DeclareForm } from "./_components/declare-form.tsx";

export const metadata: Metadata = { title: "Declare" };

type Asked = Partial<Record<"pack" | "trigger" | "service", string | string[]>>;

const one = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);

export default async function DeclarePage({ searchParams }: { searchParams: Promise<Asked> }) {
  const viewer = await requireViewer();
  const [view, asked] = await Promise.all([readDeclaration(viewer), searchParams]);
  const isReady = view.packs.length > 0 && view.services.length > 0;
  return (
    <Page
      title="Declare an incident"
      description="Say what you saw. What follows from it stands beside, before anything is recorded."
      width="wide"
    >
      {isReady ? (
        <DeclareForm
          view={view}
          asked={{ pack: one(asked.pack), trigger: one(asked.trigger), service: one(asked.service) }}
        />
      ) : (
        <EmptyState title={view.packs.length === 0 ? "No protocol is published" : "No service is registered"}>
          Declaring needs a published protocol and a service that it is about. An administrator adds them.
        </EmptyState>
      )}
    </Page>
  );
}
