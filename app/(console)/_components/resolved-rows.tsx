import Link from "next/link";
import { Card, Row } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { IncidentLine } from "#lib/queries/board.ts";

/** What was closed last, and what it was about. */
export function ResolvedRows({ incidents }: { incidents: IncidentLine[] }) {
  return (
    <Card>
      <ul>
        {incidents.map(({ reference, title, severity, closedAt }) => (
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
          </Row>
        ))}
      </ul>
    </Card>
  );
}
