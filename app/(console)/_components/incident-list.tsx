import Link from "next/link";
import { Card } from "#components/ui/card.tsx";
import { Ago } from "#components/ui/time.tsx";
import type { IncidentLine } from "#lib/queries/board.ts";
import { NextDue } from "./next-due.tsx";
import { SeverityMark } from "./severity-mark.tsx";

/** Open incidents, what is due first on top; each opens its room. */
export function IncidentList({ incidents, renderedAt }: { incidents: IncidentLine[]; renderedAt: string }) {
  return (
    <ul className="grid gap-2.5">
      {incidents.map((incident) => (
        <li key={incident.reference}>
          <IncidentCard incident={incident} renderedAt={renderedAt} />
        </li>
      ))}
    </ul>
  );
}

function IncidentCard({ incident, renderedAt }: { incident: IncidentLine; renderedAt: string }) {
  const { reference, title, severity, nextDue } = incident;
  return (
    <Card className="relative grid gap-x-6 gap-y-3 px-4 py-3.5 hover:border-line-strong md:grid-cols-[minmax(0,1fr)_260px]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <SeverityMark severity={severity} />
          <span className="figures text-s text-soft">{reference}</span>
          <span className="text-faint text-s">
            open <Ago value={incident.declaredAt} renderedAt={renderedAt} />
          </span>
        </p>
        <h3 className="mt-1.5 font-semibold text-l leading-snug">
          {/* The whole plate is the link's target, so that a thumb finds it. */}
          <Link href={`/incidents/${reference}`} className="after:absolute after:inset-0 hover:underline">
            {title}
          </Link>
        </h3>
        <Facts incident={incident} />
      </div>
      <div className="border-line max-md:border-t max-md:pt-3 md:border-l md:pl-5">
        {nextDue === null ? (
          <p className="text-s text-soft">No clock is running.</p>
        ) : (
          <NextDue due={nextDue} renderedAt={renderedAt} />
        )}
      </div>
    </Card>
  );
}

function Facts({ incident }: { incident: IncidentLine }) {
  const { phase, commander, services, part } = incident;
  const facts: [string, string][] = [
    ["Phase", phase ?? "not begun"],
    ["Commander", commander ?? "nobody yet"],
    ["On", services.join("; ") || "no service"],
    ...(part.length > 0 ? ([["You", part.join(", ")]] as [string, string][]) : []),
  ];
  return (
    <dl className="mt-1.5 flex flex-wrap gap-x-5 gap-y-0.5 text-s">
      {facts.map(([what, value]) => (
        <div key={what} className="flex gap-1.5">
          <dt className="text-faint">{what}</dt>
          <dd className="text-soft">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
