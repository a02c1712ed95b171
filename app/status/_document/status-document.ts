import type { PublicIncident, PublicStatus } from "#lib/queries/public-status.ts";
import { html, type Markup } from "./html.ts";

const healthWords = {
  operational: "Operational",
  degraded: "Degraded",
  outage: "Outage",
  maintenance: "Maintenance",
};
const overallWords = {
  operational: "No known problems",
  degraded: "Some systems are degraded",
  outage: "There is an outage",
  maintenance: "Maintenance is in progress",
};
const stateWords = {
  investigating: "Investigating",
  maintenance: "Maintenance",
  monitoring: "Monitoring",
  resolved: "Resolved",
};
const marks = { operational: "✓", degraded: "▲", outage: "✕", maintenance: "◷" };

/** The public page as one document: no application, nothing of anybody who asked, the same bytes for everyone. */
export function statusDocument(status: PublicStatus): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${overallWords[status.overall]} · Status</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/status.css">
<script src="/status.js" defer></script>
</head>
<body>
<main id="status" aria-live="polite">
<h1 class="overall ${status.overall}"><span aria-hidden="true">${marks[status.overall]}</span> ${overallWords[status.overall]}</h1>
<p class="quiet">${status.updatedAt === null ? "Nothing has been published yet." : html`Last word: ${time(status.updatedAt)}`}</p>
${servicesSection(status)}
${incidents("Now", status.current, "Nothing is going on.")}
${incidents("History", status.history, "No earlier incident.")}
</main>
<footer class="quiet">This page brings itself up to date. Times are UTC.</footer>
</body>
</html>
`.markup;
}

const servicesSection = (
  status: PublicStatus,
): Markup => html`<section aria-labelledby="services"><h2 id="services">Services</h2>
<ul class="services">${status.services.map(
  ({ name, health }) =>
    html`<li><span>${name}</span><span class="${health}"><span aria-hidden="true">${marks[health]}</span> ${healthWords[health]}</span></li>`,
)}</ul></section>`;

function incidents(title: string, list: PublicIncident[], empty: string): Markup {
  const id = title.toLowerCase();
  const body = list.length === 0 ? html`<p class="quiet">${empty}</p>` : html`${list.map(article)}`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`;
}

const article = (incident: PublicIncident): Markup => html`<article>
<h3>${incident.title}</h3>
<p class="quiet">${incident.services.join(", ")}</p>
<ol>${incident.updates.map(
  (update) =>
    html`<li><p class="head"><strong>${stateWords[update.state]}</strong> ${time(update.at)}</p><p class="title">${update.title}</p><p class="words">${update.body}</p></li>`,
)}</ol>
</article>`;

const time = (instant: string): Markup =>
  html`<time datetime="${instant}">${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC</time>`;
