"use client";

import { useParams } from "next/navigation";
import { DeadEnd } from "#components/shell/dead-end.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { referencePattern } from "#lib/domain/record/streams.ts";

/** The same page whether the incident is another's or is not there: a stranger learns neither. */
export default function NoPart() {
  const { reference } = useParams<{ reference: string }>();
  const named = referencePattern.test(reference) ? reference : "this incident";
  return (
    <DeadEnd
      code="No part"
      title={`You have no part in ${named}`}
      actions={<ButtonLink href="/">To the board</ButtonLink>}
    >
      <p>A room is open to those who have a part in its incident. Ask its commander to name you.</p>
      <p>If you typed the reference, check it: it looks like INC-2026-0042.</p>
    </DeadEnd>
  );
}
