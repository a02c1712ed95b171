import { sha256 } from "#lib/platform/digest.ts";

/**
 * An incident's id follows from its reference (a version 8 UUID), because the log knows the reference alone and
 * the tables beside it must be the same after they were built again.
 */
export function incidentIdOf(reference: string): string {
  const hex = sha256(`holdpoint-incident-v1\n${reference}`);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join("-");
}
