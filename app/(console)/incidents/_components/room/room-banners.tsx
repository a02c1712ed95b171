"use client";

import Link from "next/link";
import { Banner } from "#components/ui/banner.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Time } from "#components/ui/time.tsx";
import { CallBanners } from "./call-banners.tsx";
import { useRoom } from "./room-context.ts";
import { AnswersForYou, HandedToYou } from "./told-banners.tsx";

/** What changes how everything else on this screen is to be read. */
export function RoomBanners() {
  const { state, log, viewer, view } = useRoom();
  return (
    <div className="grid gap-2 not-empty:mb-4">
      {log.ended === null ? null : <Ended cause={log.ended} />}
      {state.status === "closed" && state.closedAt !== null ? <Over closedAt={state.closedAt} /> : null}
      <CallBanners />
      <HandedToYou />
      <AnswersForYou />
      {state.clockFactor > 1 ? (
        <Banner tone="risk" title={`Clocks run ${state.clockFactor} times faster`}>
          Declared so in a demonstration: 30 minutes last {Math.round(1800 / state.clockFactor)} seconds.
        </Banner>
      ) : null}
      {viewer.roles.length === 0 && view.viewer.isAuditor ? (
        <Banner title="You read as an auditor">Nothing here is yours to do.</Banner>
      ) : null}
    </div>
  );
}

const endings = {
  resolved: { title: "Closed", words: "The log stands; nothing more is owed." },
  cancelled: {
    title: "Cancelled: a false alarm",
    words: "Its clocks were released and its freezes lifted.",
  },
  duplicate: { title: "Closed as a duplicate", words: "Another incident goes on with it." },
};

function Over({ closedAt }: { closedAt: string }) {
  const { state } = useRoom();
  const { title, words } = endings[state.closedAs ?? "resolved"];
  const other = state.links.findLast(({ relation }) => relation === "duplicate-of")?.other;
  return (
    <Banner tone={state.closedAs === "cancelled" ? "neutral" : "met"} title={title}>
      since <Time value={closedAt} show="both" />. {words}{" "}
      {state.closedAs === "duplicate" && other !== undefined ? (
        <Link className="link figures" href={`/incidents/${other}`}>
          {other}
        </Link>
      ) : null}
    </Banner>
  );
}

function Ended({ cause }: { cause: "session" | "part" }) {
  if (cause === "part")
    return (
      <Banner tone="breach" role="alert" title="You have no part in this incident any more">
        What you see is no longer kept up to date. Ask its commander.
      </Banner>
    );
  return (
    <Banner
      tone="breach"
      role="alert"
      title="Your session has ended"
      action={
        <ButtonLink href="/sign-in" size="s">
          Sign in
        </ButtonLink>
      }
    >
      What you see is no longer kept up to date. A draft you have begun stays in this browser.
    </Banner>
  );
}
