"use client";

import { RadioCards } from "#components/ui/radio-cards.tsx";
import { Select, TextArea, TextField } from "#components/ui/text-field.tsx";
import { isAtLeast } from "#lib/domain/gate/holds.ts";
import type { DeclareView } from "#lib/queries/declare.ts";
import { AskedFact } from "./asked-facts.tsx";
import { answerOf, askedNow, serviceKey, serviceOf } from "./draft.ts";
import { Identified } from "./identified.tsx";
import type { DeclarationModel } from "./use-declaration.ts";

type DetailsProps = { view: DeclareView; model: DeclarationModel };

const factors = [
  { value: "1", label: "as they are" },
  { value: "10", label: "10 times faster" },
  { value: "60", label: "60 times faster: a minute lasts a second" },
];

/** All that may be said, most of it filled in already. */
export function DeclareDetails({ view, model }: DetailsProps) {
  const { draft, change, declaration } = model;
  return (
    <section id="details" aria-label="Details" className="grid scroll-mt-4 gap-5">
      <Select
        label="Service"
        options={view.services.map((service) => ({
          value: serviceKey(service),
          label: `${service.name}, ${service.environment}`,
        }))}
        value={draft.service}
        isRequired
        placeholder={draft.service === "" ? "Choose" : undefined}
        onChange={(event) => change({ service: event.target.value })}
      />
      <Asked view={view} model={model} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Title"
          fieldClassName="sm:col-span-2"
          value={declaration?.title ?? ""}
          onChange={(event) => change({ title: event.target.value })}
        />
        <Identified model={model} />
      </div>
      <TextArea
        label="What exactly did you see?"
        isRequired={false}
        value={draft.seen}
        onChange={(event) => change({ seen: event.target.value })}
      />
      <Severities model={model} />
      {view.allowsScaledClocks ? (
        <Select
          label="Clocks (demonstration only)"
          options={factors}
          value={String(draft.clockFactor)}
          onChange={(event) => change({ clockFactor: Number(event.target.value) })}
        />
      ) : null}
    </section>
  );
}

function Asked({ view, model }: DetailsProps) {
  const { draft, change, pack, foreseen } = model;
  if (pack === undefined) return null;
  const facts = askedNow(pack);
  // What nobody can fill in for the person stands first.
  const ordered = [...facts].sort(
    ([, a], [, b]) => Number(b.kind === "choice") - Number(a.kind === "choice"),
  );
  return (
    <div className="grid gap-4">
      {ordered.map(([name, fact]) => (
        <AskedFact
          key={name}
          name={name}
          fact={fact}
          value={answerOf(draft, pack, name, serviceOf(view, draft))}
          error={
            name in draft.answers
              ? foreseen?.refusal?.blockers.find((one) => one.message.startsWith(fact.title))?.message
              : undefined
          }
          onChange={(value) => change({ answers: { ...draft.answers, [name]: value } })}
        />
      ))}
    </div>
  );
}

function Severities({ model }: { model: DeclarationModel }) {
  const { pack, draft, declaration, change } = model;
  const trigger = pack?.triggers[draft.trigger ?? ""];
  if (pack === undefined || trigger === undefined) return null;
  return (
    <RadioCards
      name="severity"
      label="Severity"
      columns={3}
      value={declaration?.severity ?? null}
      onChange={(severity) => change({ severity })}
      cards={pack.severities.map((severity) => ({
        value: severity.id,
        label: `${severity.id} ${severity.title}`,
        detail: severity.means,
        ...(isAtLeast(pack, severity.id, trigger.minimumSeverity)
          ? {}
          : {
              refusedBecause: `"${trigger.title}" is at least ${trigger.minimumSeverity}${trigger.rule ? ` (${trigger.rule})` : ""}.`,
            }),
      }))}
    />
  );
}
