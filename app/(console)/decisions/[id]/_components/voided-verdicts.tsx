import type { SideView } from "#lib/queries/decision-sides.ts";
import { VoidedSignature } from "../../../_voided/voided-signature.tsx";

type VoidedVerdictsProps = { sides: readonly SideView[]; viewerParty: string | null };

/** Signatures that a revision of the packet voided, until their sides sign again. */
export function VoidedVerdicts({ sides, viewerParty }: VoidedVerdictsProps) {
  return sides.map(({ party, title, voided }) => {
    if (voided === null) return null;
    const { label, signer, signedAt, changes } = voided;
    return (
      <VoidedSignature
        key={party}
        side={{ title, isOwn: party === viewerParty }}
        voided={{ answer: label, by: signer, at: signedAt, changes }}
      />
    );
  });
}
