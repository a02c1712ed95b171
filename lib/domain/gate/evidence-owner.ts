import type { EvidenceRequirement } from "../protocol/parts/gate.ts";
import type { Owner } from "../protocol/parts/shared.ts";

/** Who hands it in: a party or a role; the pack names exactly one of them. */
export const evidenceOwner = ({ party, role }: EvidenceRequirement): Owner =>
  party === undefined ? { role: role ?? "" } : { parties: [party] };
