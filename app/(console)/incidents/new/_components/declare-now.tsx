"use client";

import { SeverityBadge } from "#components/incident/severity-badge.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { ProtocolPack } from "#lib/domain/protocol/pack.ts";
import { RefusalBanner } from "../../_components/dialogs/refusal-banner.tsx";
import { severityTone } from "../../_components/view/severity.ts";
import type { declarationOf, Foreseen } from "./draft.ts";
import type { DeclarationModel } from "./use-declaration.ts";

type DeclareNowProps = {
  pack: ProtocolPack;
  model: DeclarationModel;
  declaration: NonNullable<ReturnType<typeof declarationOf>>;
  foreseen: Foreseen;
};

/** The one act. What is still missing stands beside it, in the server's own words. */
export function DeclareNow({ pack, model, declaration, foreseen }: DeclareNowProps) {
  const { refusal } = foreseen;
  return (
    <div className="mb-4 grid gap-3 rounded-m border border-line-strong bg-plate p-3">
      <p className="flex items-center gap-2">
        <SeverityBadge
          label={declaration.severity}
          tone={severityTone(pack, declaration.severity)}
          size="l"
        />
        <span className="text-s text-soft">
          {pack.severities.find((one) => one.id === declaration.severity)?.means}
        </span>
      </p>
      <Button
        variant="go"
        size="l"
        className="w-full"
        isPending={model.told.pending}
        pendingLabel="Declaring"
        disabled={refusal !== null}
        onClick={() => void model.declare()}
      >
        Declare {declaration.severity} <Kbd>Ctrl Enter</Kbd>
      </Button>
      {refusal === null ? null : (
        <Banner tone="risk" title="Still needed">
          <ul className="list-disc pl-4">
            {(refusal.blockers.length > 0 ? refusal.blockers : [refusal]).map((one) => (
              <li key={one.message}>
                {one.message} <span className="figures text-faint text-xs">{one.rule}</span>
              </li>
            ))}
          </ul>
        </Banner>
      )}
      <RefusalBanner refusal={model.told.refusal} error={model.told.error} />
    </div>
  );
}
