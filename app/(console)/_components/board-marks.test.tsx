import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { packOf } from "#lib/domain/incident/testing/story.ts";
import { mvp4Ga } from "#lib/protocols/mvp4-ga.ts";
import { severityTone } from "../incidents/_components/view/severity.ts";
import { NextDue } from "./next-due.tsx";
import { SeverityMark } from "./severity-mark.tsx";

const pack = packOf(mvp4Ga);
const due = { title: "Post-mortem", owner: "SRE Lead", status: "running", rule: null } as const;
const shown = (dueAt: string) =>
  renderToStaticMarkup(<NextDue due={{ ...due, dueAt }} renderedAt="2026-11-21T23:50:00.000Z" />)
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ");

it("a deadline of another day is shown with its day, one of today without", () => {
  expect(shown("2026-11-22T00:05:00.000Z")).toContain("due 22 Nov 00:05 UTC");
  expect(shown("2026-11-21T23:55:00.000Z")).toContain("due 23:55 UTC");
});

it("a severity has on the board the colour that it has in its room", () => {
  const fills = { breach: "bg-breach ", risk: "bg-risk ", run: "bg-run-bg ", neutral: "bg-hover " };
  pack.severities.forEach(({ id, title, critical }, index) => {
    const severity = { id, title, isCritical: critical, isWorst: index === 0 };
    expect(renderToStaticMarkup(<SeverityMark severity={severity} />)).toContain(
      fills[severityTone(pack, id)],
    );
  });
});
