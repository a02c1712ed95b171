import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { Card, Row } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { IncidentLine } from "#lib/queries/board.ts";

const ends: Record<string, string> = { cancelled: "false alarm", duplicate: "duplicate" };

/** What was closed last, how, and what it was about. */
export function ResolvedRows({ incidents }: { incidents: IncidentLine[] }) {
  return (
    <Card>
      <ul>
        {incidents.map(({ reference, title, severity, closedAt, closedAs }) => (
          <Row
            as="li"
            key={reference}
            end={closedAt === null ? null : <Time value={closedAt} show="both" className="font-sans!" />}
            className="flex-wrap"
          >
            <span className="figures whitespace-nowrap text-soft">{reference}</span>
            <span className="whitespace-nowrap text-faint">{severity.id}</span>
            <Link href={`/incidents/${reference}`} className="min-w-0 truncate font-medium hover:underline">
              {title}
            </Link>
            {closedAs !== null && ends[closedAs] !== undefined ? <Badge>{ends[closedAs]}</Badge> : null}
          </Row>
        ))}
      </ul>
    </Card>
  );
}
