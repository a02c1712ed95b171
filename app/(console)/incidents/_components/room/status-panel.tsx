"use client";

import { Button } from "#components/ui/button.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import { useRoom } from "./room-context.ts";

/** What the public reads now. */
export function StatusPanel() {
  const { state, view, viewer, open } = useRoom();
  const { publication } = state;
  const speaks =
    viewer.commander || viewer.roles.includes(view.pack.commander) || viewer.roles.includes("communications");
  return (
    <Panel
      title="Public status"
      aside={
        <a href="/status" className="link" target="_blank" rel="noreferrer">
          Open the page
        </a>
      }
    >
      <Card>
        <Row
          end={
            speaks && state.status === "open" ? (
              <Button size="s" onClick={() => open({ kind: "publish-status" })}>
                Write
              </Button>
            ) : undefined
          }
        >
          {publication === null ? (
            <span className="text-soft">Nothing is published yet.</span>
          ) : (
            <span>
              {publication.state}{" "}
              <span className="text-faint">
                since <Time value={publication.at} />
              </span>
            </span>
          )}
        </Row>
      </Card>
    </Panel>
  );
}
