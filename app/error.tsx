"use client";

import { DeadEnd } from "#components/shell/dead-end.tsx";
import { digestOf } from "#components/shell/error-digest.ts";
import { Button, ButtonLink } from "#components/ui/button.tsx";

export default function ScreenFailed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <DeadEnd
      code="This screen failed"
      title="The screen could not be shown"
      reference={digestOf(error)}
      actions={
        <>
          <Button variant="go" onClick={() => retry()}>
            Try again
          </Button>
          <ButtonLink href="/">Open the board</ButtonLink>
        </>
      }
    >
      <p>What was recorded before is still in the log, and running clocks keep running.</p>
      <p>Try again. If it fails twice, open the board and tell your administrator.</p>
    </DeadEnd>
  );
}
