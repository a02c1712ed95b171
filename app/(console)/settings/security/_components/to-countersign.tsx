"use client";

import { UserCheck } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Card, Panel, Row } from "#components/ui/card.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { ExactText } from "#components/ui/exact-text.tsx";
import { useSay } from "#components/ui/toast.tsx";
import type { ToCountersign as Waiting } from "#lib/queries/countersignatures.ts";
import { SignHere } from "../../../_signing/sign-here.tsx";
import { Problem } from "../../../_signing/signing-problem.tsx";
import { useSigning } from "../../../_signing/use-signing.ts";
import { countersignAction, openCountersigningAction } from "../actions.ts";
import { countersignatureReading } from "./countersignature-reading.ts";

const reference = "passkeys";
const actions = { open: openCountersigningAction, sign: countersignAction };

/** Passkeys of others that sign for their party once this person has countersigned them. */
export function ToCountersign({ queue }: { queue: readonly Waiting[] }) {
  if (queue.length === 0) return null;
  return (
    <Panel title="To countersign" aside={`${queue.length} waiting`}>
      <Card>
        {queue.map((waiting) => (
          <Countersign key={waiting.credentialId} waiting={waiting} />
        ))}
      </Card>
    </Panel>
  );
}

function Countersign({ waiting }: { waiting: Waiting }) {
  const say = useSay();
  const { credentialId, label, person, party, fingerprint } = waiting;
  const signing = useSigning({
    ...{ reference, actions, reading: countersignatureReading, page: waiting },
    onSigned: () => say({ tone: "met", title: `The passkey of ${person} signs for ${party} now` }),
  });
  const open = () => void signing.open({ reference, credentialId });
  return (
    <Row
      end={
        <Button isPending={signing.isOpening} onClick={open}>
          Countersign
          <span className="sr-only">
            {" "}
            {label} of {person}
          </span>
        </Button>
      }
    >
      <UserCheck aria-hidden className="size-4 shrink-0 text-faint" />
      <span className="min-w-0">
        <KeyInWords waiting={waiting} />
        {signing.opened === null ? <Problem problem={signing.problem} /> : null}
      </span>
      {signing.opened === null ? null : (
        <Dialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && signing.close()}
          title={`Countersign the passkey of ${person}`}
          description={`You say that this key is theirs. Ask them, by another way than this console, whether its fingerprint is ${fingerprint}.`}
          size="l"
        >
          <ExactText label="Statement to sign" value={signing.opened.text} />
          <div className="mt-2 grid gap-3">
            <SignHere
              signing={signing}
              opened={signing.opened}
              hasOneTimeCodes={false}
              passkeyOnly="Only a passkey countersigns."
            />
          </div>
        </Dialog>
      )}
    </Row>
  );
}

const KeyInWords = ({ waiting: { person, label, party, fingerprint } }: { waiting: Waiting }) => (
  <>
    <span className="block truncate font-medium">
      {person}: {label}
    </span>
    <span className="block text-s text-soft">
      For {party}. Fingerprint <span className="figures">{fingerprint}</span>
    </span>
  </>
);
