import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { documentOf } from "#lib/domain/protocol/document/document.ts";
import { readVersion } from "#lib/queries/protocols.ts";
import { Provenance } from "../../../_components/provenance.tsx";
import { DocumentView } from "../../../_document/document-view.tsx";

export const metadata: Metadata = { title: "Version of a protocol" };

type Params = { params: Promise<{ id: string; hash: string }> };

/** One published version, whether it is in force or not: what an incident of long ago was run by. */
export default async function VersionPage({ params }: Params) {
  await requireViewer();
  const { id, hash } = await params;
  const published = await readVersion(id, hash);
  if (published === null) notFound();
  const { pack } = published;
  return (
    <Page
      title={`${pack.title}, version ${pack.version}`}
      above={
        <Link className="link" href={`/protocols/${pack.id}/versions`}>
          Versions
        </Link>
      }
      description={pack.summary}
      width="wide"
    >
      <Provenance published={published} />
      <DocumentView document={documentOf(pack)} />
    </Page>
  );
}
