"use client";

import { DeadEnd } from "#components/shell/dead-end.tsx";
import { digestOf } from "#components/shell/error-digest.ts";
import { Button, ButtonLink } from "#components/ui/button.tsx";

export default function RoomFailed({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <DeadEnd
      code="Error"
      title="The room could not be shown"
      reference={digestOf(error)}
      actions={
        <>
          <Button variant="go" onClick={reset}>
            Try again
          </Button>
          <ButtonLink href="/">To the board</ButtonLink>
        </>
      }
    >
      <p>
        What was recorded is safe, and the clocks go on. Try again; if the database is away it comes back by
        itself.
      </p>
    </DeadEnd>
  );
}
