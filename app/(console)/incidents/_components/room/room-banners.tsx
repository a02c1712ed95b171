"use client";

import { Banner } from "#components/ui/banner.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Time } from "#components/ui/time.tsx";
import { useRoom } from "./room-context.ts";

/** What changes how everything else on this screen is to be read. */
export function RoomBanners() {
  const { state, log, viewer, view } = useRoom();
  return (
    <div className="grid gap-2 not-empty:mb-4">
      {log.ended === null ? null : <Ended cause={log.ended} />}
      {state.status === "closed" && state.closedAt !== null ? (
        <Banner tone="met" title="Closed">
          since <Time value={state.closedAt} show="both" />. The log stands; nothing more is owed.
        </Banner>
      ) : null}
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
