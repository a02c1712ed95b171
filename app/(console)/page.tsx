import { CircleCheck, Siren } from "lucide-react";
import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { requireViewer } from "#lib/auth/session/index.ts";
import { settings } from "#lib/platform/env.ts";
import { type BoardView, readBoard } from "#lib/queries/board.ts";
import { anchorAlarm, readHealth } from "#lib/queries/health.ts";
import { readRoster } from "#lib/queries/people.ts";
import { AboutDemonstration } from "./_components/about-demonstration.tsx";
import { capital } from "./_components/capital.ts";
import { FollowBoard } from "./_components/follow-board.tsx";
import { FreezeRows } from "./_components/freeze-rows.tsx";
import { IncidentList } from "./_components/incident-list.tsx";
import { OnCallNow } from "./_components/on-call-now.tsx";
import { ResolvedRows } from "./_components/resolved-rows.tsx";

export const metadata: Metadata = { title: "Board" };

/** What is open and due, what may not move, who is on call: the screen that stays on the wall. */
export default async function BoardPage({ searchParams }: { searchParams: Promise<{ all?: string }> }) {
  const [viewer, { all }] = await Promise.all([requireViewer(), searchParams]);
  const [board, roster, health, alarm] = await Promise.all([
    readBoard(viewer),
    readRoster(viewer),
    readHealth(),
    anchorAlarm().catch(() => null),
  ]);
  const { demo, mailboxUrl, shopUrl } = settings();
  return (
    <Page title="Board" description={inShort(board)} width="wide" actions={<Declare />}>
      <FollowBoard />
      {health.worker.status === "up" ? null : <NoWorker />}
      {alarm === null ? null : <NotAnchored why={alarm} />}
      <div className="grid gap-x-8 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="min-w-0">
          <Open board={board} shown={all === undefined ? shownFirst : board.open.length} />
          {board.resolved.length === 0 ? null : (
            <Panel title="Resolved last">
              <ResolvedRows incidents={board.resolved} />
            </Panel>
          )}
          {board.dropped.length === 0 ? null : (
            <Panel title="Cancelled or merged last">
              <ResolvedRows incidents={board.dropped} />
            </Panel>
          )}
        </div>
        <div className="min-w-0">
          <Panel title="Frozen now" aside={board.freezes.length === 0 ? undefined : board.freezes.length}>
            {board.freezes.length === 0 ? (
              <p className="text-s text-soft">Nothing is frozen: deployments and promotions may go on.</p>
            ) : (
              <FreezeRows freezes={board.freezes} />
            )}
          </Panel>
          <Panel title="On call now">
            <OnCallNow roles={roster.onCall} />
          </Panel>
          {demo === true ? (
            <AboutDemonstration mailboxUrl={mailboxUrl ?? null} shopUrl={shopUrl ?? null} />
          ) : null}
        </div>
      </div>
    </Page>
  );
}

const counted = (count: number, one: string, more: string) =>
  count === 0 ? [] : [count === 1 ? `one ${one}` : `${count} ${more}`];

function inShort({ open, freezes }: BoardView): string {
  const late = open.filter(({ nextDue }) => nextDue?.status === "breached").length;
  const words = [
    ...counted(open.length, "incident is open", "incidents are open"),
    ...counted(late, "has missed a deadline", "have missed a deadline"),
    ...counted(freezes.length, "freeze holds", "freezes hold"),
  ].join("; ");
  return open.length === 0
    ? `Nothing that you have a part in is open${words === "" ? "" : `; ${words}`}.`
    : `${capital(words)}.`;
}

function Declare() {
  return (
    <ButtonLink href="/incidents/new" variant="stop">
      <Siren aria-hidden className="size-4" /> Declare an incident
    </ButtonLink>
  );
}

function NoWorker() {
  return (
    <Banner tone="breach" title="The worker is not answering" className="mb-5">
      No clock fires, no notice leaves and no rollback step runs until it is back. What is recorded is safe.
    </Banner>
  );
}

function NotAnchored({ why }: { why: string }) {
  return (
    <Banner tone="breach" role="alert" title="The record is not anchored any more" className="mb-5">
      A worker found that {why}. Either the database was put back from a backup, or somebody changed it.
      Nothing is anchored until an administrator has looked, and recorded a restoration with{" "}
      <code>holdpoint restored</code>.
    </Banner>
  );
}

/** More than anybody acts on at a glance; what is due first is among them. */
const shownFirst = 20;

function Open({ board, shown }: { board: BoardView; shown: number }) {
  return (
    <Panel
      title="Open incidents"
      aside={board.open.length === 0 ? undefined : "what is due first stands first"}
    >
      {board.open.length === 0 ? (
        <EmptyState
          title="Nothing is open"
          icon={CircleCheck}
          action={<ButtonLink href="/incidents/new">Declare an incident</ButtonLink>}
        >
          Incidents that you have a part in stand here, each with the deadline that comes next. Declaring
          names the people of every role by itself and starts the clocks.
        </EmptyState>
      ) : (
        <>
          <IncidentList incidents={board.open.slice(0, shown)} renderedAt={board.serverNow} />
          {board.open.length > shown ? (
            <ButtonLink href="/?all" className="mt-4">
              Show all {board.open.length} open incidents
            </ButtonLink>
          ) : null}
        </>
      )}
    </Panel>
  );
}
