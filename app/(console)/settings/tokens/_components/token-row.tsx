"use client";

import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Time } from "#components/ui/time.tsx";
import type { TokenLine } from "#lib/queries/tokens.ts";
import { FormDialog } from "../../../_components/form-dialog.tsx";
import { useChange } from "../../../_components/use-change.ts";
import { revokeTokenAction } from "../actions.ts";

export function TokenRow({ token }: { token: TokenLine }) {
  const { name, scopes, createdBy, createdAt, lastUsedAt, revokedAt } = token;
  const [isAsking, setIsAsking] = useState(false);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-3 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-56">
        <p className="break-words font-semibold">{name}</p>
        <p className="text-s text-soft">
          <span className="figures">{scopes.join(", ")}</span> · made by {createdBy}, <When at={createdAt} />
        </p>
        <p className="text-faint text-s">
          {lastUsedAt === null ? (
            "never used"
          ) : (
            <>
              last used <When at={lastUsedAt} />
            </>
          )}
        </p>
      </div>
      {revokedAt === null ? (
        <>
          <Badge tone="met" hasIcon>
            In use
          </Badge>
          <Button onClick={() => setIsAsking(true)}>
            Revoke<span className="sr-only"> {name}</span>
          </Button>
        </>
      ) : (
        <Badge tone="neutral">
          revoked <When at={revokedAt} />
        </Badge>
      )}
      {isAsking ? <RevokeDialog token={token} onClose={() => setIsAsking(false)} /> : null}
    </li>
  );
}

const When = ({ at }: { at: string }) => <Time value={at} show="both" className="font-sans!" />;

function RevokeDialog({ token, onClose }: { token: TokenLine; onClose: () => void }) {
  const { send, told } = useChange(revokeTokenAction);
  const revoke = async () => {
    const revoked = await send({ id: token.id }, `${token.name} opens nothing any more`);
    if (revoked !== null) onClose();
  };
  return (
    <FormDialog
      title={`Revoke ${token.name}?`}
      submitLabel="Revoke"
      submitVariant="stop"
      told={told}
      onSubmit={() => void revoke()}
      onClose={onClose}
    >
      <p>
        Whoever uses it is refused from the next question on, and a hook that fails closed lets nothing
        through until it has another.
      </p>
      <p className="text-soft">It cannot be taken back.</p>
    </FormDialog>
  );
}
