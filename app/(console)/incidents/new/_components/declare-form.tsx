"use client";

import { useEffect, useRef } from "react";
import { RulesOf } from "#components/incident/rule-link.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { useKey } from "#components/ui/use-key.ts";
import type { DeclareView } from "#lib/queries/declare.ts";
import { DeclareDetails } from "./declare-details.tsx";
import { DeclareNow } from "./declare-now.tsx";
import { TriggerList } from "./trigger-list.tsx";
import { type AskedFor, type DeclarationModel, useDeclaration } from "./use-declaration.ts";
import { WhatFollows } from "./what-follows.tsx";

type DeclareFormProps = { view: DeclareView; asked: AskedFor };

/** From what was seen to a declared incident: pick it, answer what the protocol asks, declare. */
export function DeclareForm({ view, asked }: DeclareFormProps) {
  const model = useDeclaration(view, asked);
  const { draft } = model;
  useKey("Enter", () => void model.declare(), { withCommand: true });
  if (model.pack === undefined) return null;
  return (
    <div className="grid gap-x-6 gap-y-5 lg:grid-cols-[minmax(0,1fr)_380px]">
      <div className="grid min-w-0 content-start gap-6">
        <Protocols view={view} model={model} />
        <TriggerList
          packs={view.packs.map((one) => one.pack)}
          pack={model.pack}
          search={model.search}
          onSearch={model.setSearch}
          chosen={draft.trigger}
          onChoose={model.chooseTrigger}
        />
        {draft.trigger === null ? null : <DeclareDetails view={view} model={model} />}
      </div>
      <Aside view={view} model={model} />
    </div>
  );
}

function Protocols({ view, model }: { view: DeclareView; model: DeclarationModel }) {
  if (view.packs.length < 2) return null;
  return (
    <RadioCards
      name="protocol"
      label="Protocol"
      columns={2}
      value={model.draft.packId}
      onChange={model.choosePack}
      cards={view.packs.map(({ pack }) => ({
        value: pack.id,
        label: pack.title,
        detail: pack.source,
        end: <span className="figures">{pack.version}</span>,
      }))}
    />
  );
}

function Aside({ view, model }: { view: DeclareView; model: DeclarationModel }) {
  const { draft, pack, declaration, foreseen } = model;
  const aside = useRef<HTMLElement>(null);
  // On a phone what follows lies far below the cards: the first choice brings it into sight.
  useEffect(() => {
    if (draft.trigger !== null && window.matchMedia("(max-width: 1179px)").matches)
      document.getElementById("details")?.scrollIntoView({ behavior: "smooth", block: "start" });
  }, [draft.trigger]);
  return (
    <aside
      ref={aside}
      aria-label="What follows"
      className="content-start lg:sticky lg:top-4 lg:max-h-[calc(100dvh-32px)] lg:overflow-y-auto"
    >
      {pack === undefined || declaration === null || foreseen === null || draft.trigger === null ? (
        <p className="rounded-m border border-line-strong border-dashed px-4 py-6 text-center text-s text-soft">
          Choose what you saw: the severity, the required action, who may take it and every clock appear here.
        </p>
      ) : (
        <RulesOf packId={pack.id}>
          <DeclareNow pack={pack} model={model} declaration={declaration} foreseen={foreseen} />
          <WhatFollows
            pack={pack}
            trigger={draft.trigger}
            severity={declaration.severity}
            people={view.people}
            foreseen={foreseen}
          />
        </RulesOf>
      )}
    </aside>
  );
}
