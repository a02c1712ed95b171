"use client";

import Link from "next/link";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { relationWords } from "../sentence/command.ts";
import { useRoom } from "./room-context.ts";

/** The incidents that belong together with this one. */
export function LinksPanel() {
  const { state } = useRoom();
  if (state.links.length === 0) return null;
  return (
    <Panel title="Linked incidents">
      <Card>
        <ul>
          {state.links.map(({ other, relation, seq }) => (
            <Row as="li" key={seq}>
              <span>
                This incident {relationWords[relation]}{" "}
                <Link className="link figures" href={`/incidents/${other}`}>
                  {other}
                </Link>
              </span>
            </Row>
          ))}
        </ul>
      </Card>
    </Panel>
  );
}
