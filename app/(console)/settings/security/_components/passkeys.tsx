"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card, CardBody, Panel, Row } from "#components/ui/card.tsx";
import { Time } from "#components/ui/time.tsx";
import type { OwnPasskey } from "#lib/auth/signature/own-means.ts";
import type { Countersignatures, OwnStanding } from "#lib/queries/countersignatures.ts";
import { AddPasskey } from "./add-passkey.tsx";
import { RevokePasskey } from "./revoke-passkey.tsx";

type PasskeysProps = { passkeys: readonly OwnPasskey[]; signing: Countersignatures };

export function Passkeys({ passkeys, signing }: PasskeysProps) {
  const [isAdding, setIsAdding] = useState(false);
  return (
    <Panel title="Passkeys" aside={passkeys.length === 0 ? "none yet" : `${passkeys.length} enrolled`}>
      <Card>
        {passkeys.map((passkey) => (
          <Row
            key={passkey.credentialId}
            end={
              <span className="flex flex-col items-end gap-1 sm:flex-row sm:items-center sm:gap-2">
                <Time value={passkey.createdAt} show="date" />
                <RevokePasskey passkey={passkey} />
              </span>
            }
          >
            <KeyRound aria-hidden className="size-4 shrink-0 text-faint" />
            <span className="min-w-0">
              <span className="block truncate font-medium">{passkey.label}</span>
              <Enrolled passkey={passkey} />
              <Standing
                standing={signing.standings[passkey.credentialId]}
                fingerprint={signing.fingerprints[passkey.credentialId]}
              />
            </span>
          </Row>
        ))}
        <CardBody>
          {isAdding ? (
            <AddPasskey onDone={() => setIsAdding(false)} onCancel={() => setIsAdding(false)} />
          ) : (
            <Invite onAdd={() => setIsAdding(true)} />
          )}
        </CardBody>
      </Card>
    </Panel>
  );
}

/** Where everybody can read that the key is this person's, or why it signs nothing. */
function Enrolled({ passkey: { entry, fault } }: { passkey: OwnPasskey }) {
  if (fault !== null)
    return (
      <span role="alert" className="block text-risk text-s">
        {fault}
      </span>
    );
  return <span className="block text-s text-soft">Enrolled by entry {entry} of the passkeys’ log</span>;
}

type StandingProps = { standing: OwnStanding | undefined; fingerprint: string | undefined };

/** Whether it signs for the person's party; where not, whose word it waits for. */
function Standing({ standing, fingerprint }: StandingProps) {
  if (standing === undefined) return null;
  if (standing.state === "signs")
    return (
      <span className="block text-s text-soft">
        Signs for {standing.party}:{" "}
        {standing.by === null ? "its first passkey, by invitation" : `countersigned by ${standing.by}`}
      </span>
    );
  return (
    <span className="block text-risk text-s">
      Waits for a countersignature before it signs for {standing.party}.{" "}
      {standing.from.length === 0
        ? "Nobody can give it now: nobody else has a passkey that signs."
        : `${standing.from.join(" or ")} can give it, under Settings, Security.`}{" "}
      Its fingerprint is <span className="figures">{fingerprint}</span>.
    </span>
  );
}

function Invite({ onAdd }: { onAdd: () => void }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="max-w-prose text-soft text-s">
        A passkey lives in your device or security key. Anyone can check its signature later, without this
        server.
      </p>
      <Button onClick={onAdd}>Add a passkey</Button>
    </div>
  );
}
