import { SeverityBadge } from "#components/incident/severity-badge.tsx";
import type { SeverityView } from "#lib/queries/board.ts";

/** Coloured as in the room: the worst is red, another critical one amber. */
export function SeverityMark({ severity }: { severity: SeverityView }) {
  const { id, title, isWorst, isCritical } = severity;
  return <SeverityBadge label={id} meaning={title} tone={isWorst ? "breach" : isCritical ? "risk" : "run"} />;
}
