"use client";

import "./globals.css";
import { DeadEnd } from "#components/shell/dead-end.tsx";
import { digestOf } from "#components/shell/error-digest.ts";
import { Button } from "#components/ui/button.tsx";

export default function ConsoleFailed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" data-theme="dark">
      <body>
        <title>Holdpoint could not load</title>
        <DeadEnd
          code="The console failed"
          title="Holdpoint could not load"
          reference={digestOf(error)}
          actions={
            <>
              <Button variant="go" onClick={() => retry()}>
                Try again
              </Button>
              <Button onClick={() => location.assign("/")}>Load the board afresh</Button>
            </>
          }
        >
          <p>The log, the clocks and a running rollback do not depend on this page: they go on.</p>
          <p>Try again. If it stays, tell your administrator.</p>
        </DeadEnd>
      </body>
    </html>
  );
}
