import { SeverityBadge } from "#components/incident/severity-badge.tsx";
import type { SeverityView } from "#lib/queries/board.ts";

export function SeverityMark({ severity }: { severity: SeverityView }) {
  return (
    <SeverityBadge
      label={severity.id}
      meaning={severity.title}
      tone={severity.isCritical ? "breach" : "risk"}
    />
  );
}
