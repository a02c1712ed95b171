import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { compareDocuments } from "#lib/domain/protocol/document/compare.ts";
import { readVersion } from "#lib/queries/protocols.ts";
import { ChangesTable } from "../../../../_components/changes-table.tsx";

export const metadata: Metadata = { title: "Changes of a protocol" };

type Params = { params: Promise<{ id: string; from: string; to: string }> };

/** What one version says that another does not, at an address that can be sent to somebody. */
export default async function ComparePage({ params }: Params) {
  await requireViewer();
  const { id, from, to } = await params;
  const [before, after] = await Promise.all([readVersion(id, from), readVersion(id, to)]);
  if (before === null || after === null) notFound();
  const changes = compareDocuments(before.pack, after.pack);
  const count = changes.length === 1 ? "One change" : `${changes.length} changes`;
  return (
    <Page
      title={`From version ${before.pack.version} to ${after.pack.version}`}
      above={
        <Link className="link" href={`/protocols/${id}/versions`}>
          {after.pack.title}: versions
        </Link>
      }
      description={`${count}. Values are told in the words of the version that they stand in.`}
    >
      <ChangesTable changes={changes} />
    </Page>
  );
}
