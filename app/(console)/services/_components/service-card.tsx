import { CircleCheck, Siren, Snowflake, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import type { ServiceLine } from "#lib/queries/services.ts";
import { OwnerWords } from "./owner-words.tsx";

/** A service in a few lines: whose, whether it runs what was approved, what is open and frozen on it. */
export function ServiceCard({ service }: { service: ServiceLine }) {
  const { key, name, owner, environments, openIncidents, freezes } = service;
  return (
    <Card className="relative grid gap-x-6 gap-y-2.5 px-4 py-3.5 hover:border-line-strong md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <h2 className="font-semibold text-l">
          <Link href={`/services/${key}`} className="after:absolute after:inset-0 hover:underline">
            {name}
          </Link>{" "}
          <span className="figures font-normal text-faint text-s">{key}</span>
        </h2>
        <p className="mt-0.5 text-s text-soft">
          <OwnerWords owner={owner} />
        </p>
        <ul className="mt-2 grid gap-1">
          {environments.map((environment) => (
            <li key={environment.name} className="flex items-start gap-2 text-s">
              <EnvironmentState {...environment} />
            </li>
          ))}
        </ul>
      </div>
      <div className="flex flex-wrap content-start gap-1.5">
        {openIncidents === 0 ? null : (
          <Badge tone="breach" icon={Siren}>
            {openIncidents} open
          </Badge>
        )}
        {freezes.length === 0 ? null : (
          <Badge tone="run" icon={Snowflake}>
            {freezes.length === 1 ? "frozen" : `${freezes.length} freezes`}
          </Badge>
        )}
      </div>
    </Card>
  );
}

function EnvironmentState({ name, differing, valueCount }: ServiceLine["environments"][number]) {
  const isSame = differing.length === 0;
  const Icon = isSame ? CircleCheck : TriangleAlert;
  return (
    <>
      <Icon
        aria-hidden
        className={`mt-[3px] size-3.5 shrink-0 ${isSame ? "text-met" : "text-risk"}`}
        strokeWidth={2.2}
      />
      <span>
        <span className="font-medium">{name}</span>{" "}
        <span className="text-soft">
          {isSame
            ? `runs what was approved (${valueCount} values)`
            : `differs from the baseline, or is not known, in ${differing.length} of ${valueCount}: ${differing.join(", ")}`}
        </span>
      </span>
    </>
  );
}
