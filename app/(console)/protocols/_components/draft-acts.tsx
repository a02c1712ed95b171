"use client";

import { Button } from "#components/ui/button.tsx";
import { HoldButton } from "#components/ui/hold-button.tsx";
import { Refused } from "../../_components/refused.tsx";
import { useChange } from "../../_components/use-change.ts";
import { proposeDraftAction, publishDraftAction, withdrawDraftAction } from "../actions.ts";

export type DraftActsProps = {
  draft: { id: string; hash: string };
  pack: { id: string; title: string; version: string };
  /** Why an act is not this person's to do now; null where it is. */
  refusals: { propose: string | null; publish: string | null; withdraw: string | null };
};

/** What this person may do with the draft now, and why not where they may not. */
export function DraftActs({ draft, pack, refusals }: DraftActsProps) {
  const propose = useChange(proposeDraftAction);
  const withdraw = useChange(withdrawDraftAction);
  const told = [propose.told, withdraw.told].find(({ refusal, error }) => refusal !== null || error !== null);
  return (
    <div className="grid max-w-xl gap-3">
      {refusals.publish === null ? (
        <Publish draft={draft} pack={pack} />
      ) : (
        <p className="text-s text-soft">{refusals.publish}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {refusals.propose === null ? (
          <Button
            variant="go"
            isPending={propose.told.pending}
            onClick={() => void propose.send(draft, "Proposed. A second person publishes it.")}
          >
            Propose it for publishing
          </Button>
        ) : null}
        {refusals.withdraw === null ? (
          <Button
            variant="stop"
            isPending={withdraw.told.pending}
            onClick={() => void withdraw.send(draft, "The draft is withdrawn")}
          >
            Withdraw it
          </Button>
        ) : null}
      </div>
      {told === undefined ? null : <Refused refusal={told.refusal} error={told.error} />}
    </div>
  );
}

function Publish({ draft, pack }: Pick<DraftActsProps, "draft" | "pack">) {
  const { send, told } = useChange(publishDraftAction);
  const publish = () => send(draft, `Version ${pack.version} is in force`, () => `/protocols/${pack.id}`);
  return (
    <>
      <HoldButton
        variant="go"
        consequence={`New incidents follow version ${pack.version} of “${pack.title}” from now on. Those that run keep theirs. A version cannot be changed or taken back; a later one replaces it.`}
        onConfirm={() => void publish()}
        isPending={told.pending}
        pendingLabel="Publishing…"
      >
        {`Hold to publish version ${pack.version}`}
      </HoldButton>
      <Refused refusal={told.refusal} error={told.error} />
    </>
  );
}
