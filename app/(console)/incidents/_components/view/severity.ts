import type { SeverityBadgeProps } from "#components/incident/severity-badge.tsx";
import { isCritical } from "#lib/domain/gate/holds.ts";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";

/** The worst severity of a pack is red, another critical one amber. */
export function severityTone(pack: ProtocolPack, severity: string): SeverityBadgeProps["tone"] {
  if (pack.severities[0]?.id === severity) return "breach";
  return isCritical(pack, severity) ? "risk" : "run";
}
