import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "#components/shell/page.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Panel } from "#components/ui/card.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { readExports } from "#lib/queries/exports.ts";
import { ExportList } from "./export-list.tsx";
import { RequestButton } from "./request-button.tsx";

/** The record of an incident or a checkpoint as a bundle, for whoever may read every word of it, and who had one before. */
export async function ExportsOf({ reference, href }: { reference: string; href: string }) {
  const view = await readExports(await requireViewer(), reference);
  if (view === null) notFound();
  const isBeingMade = view.exports.some(
    ({ isOwn, madeAt, failedBecause }) => isOwn && madeAt === null && failedBecause === null,
  );
  return (
    <Page
      width="reading"
      title="Export the record"
      above={<Link href={href}>{reference}</Link>}
      description="One file with the whole log, the signed decisions and the keys, signed by the console. Whoever has it can check it without us."
      actions={
        view.because === null ? <RequestButton reference={reference} isBeingMade={isBeingMade} /> : null
      }
    >
      {view.because === null ? null : (
        <Banner title="This bundle is not for you" className="mb-5">
          {view.because}
        </Banner>
      )}
      <Panel title="Made before" aside={view.exports.length}>
        <ExportList exports={view.exports} />
      </Panel>
      <p className="text-s text-soft">
        It holds every word of the log, so pass it on accordingly. Anybody can check it on{" "}
        <a className="link" href="/verify">
          the verifying page
        </a>
        , in their own browser.
      </p>
    </Page>
  );
}
