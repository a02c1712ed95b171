import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "#components/shell/page.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readVocabulary } from "#lib/queries/vocabulary.ts";
import { RegisterForm } from "../_components/register-form.tsx";

export const metadata: Metadata = { title: "Register a service" };

export default async function RegisterServicePage() {
  const viewer = await requireViewer();
  const { roles } = await readVocabulary();
  return (
    <Page
      title="Register a service"
      above={
        <Link className="link" href="/services">
          Services
        </Link>
      }
      description="Its key is what the worker's configuration calls it."
      width="reading"
    >
      {viewer.isAdministrator ? (
        <RegisterForm roles={roles.map(({ key, title }) => ({ value: key, label: title }))} />
      ) : (
        <EmptyState title="Only an administrator registers services">
          Ask one of the administrators under{" "}
          <Link href="/people" className="link">
            People
          </Link>
          .
        </EmptyState>
      )}
    </Page>
  );
}
