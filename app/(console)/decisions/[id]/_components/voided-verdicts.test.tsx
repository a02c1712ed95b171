import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { SideView } from "#lib/queries/decision-sides.ts";
import { VoidedVerdicts } from "./voided-verdicts.tsx";

const voided = {
  label: "NO-GO",
  signer: "Nadia Petrova",
  signedAt: "2026-11-21T10:00:00.000Z",
  changes: ["Handoff and pin: handed in anew"],
};
const sides: SideView[] = [
  { party: "producer", title: "Producer", of: "", verdict: null, voided },
  { party: "consumer", title: "Consumer", of: "", verdict: null, voided: null },
];
const shownTo = (viewerParty: string | null) =>
  renderToStaticMarkup(<VoidedVerdicts sides={sides} viewerParty={viewerParty} />);

it("[MKC-6] the side whose signature was voided reads whose it was and what changed since", () => {
  const shown = shownTo("producer");
  for (const words of ["Your side", "counts no more", "Nadia Petrova signed NO-GO", ...voided.changes])
    expect(shown).toContain(words);
  expect(shown.match(/role="note"/g)).toHaveLength(1);
  expect(shownTo("consumer")).toContain("Producer");
  expect(shownTo("consumer")).not.toContain("Your side");
});
