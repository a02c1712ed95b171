import type { Configuration } from "./configuration.ts";
import type { Health } from "./health.ts";
import { pageStyle } from "./page-style.ts";
import type { Item } from "./release.ts";

type PageContent = {
  items: Item[];
  health: Health;
  versions: Record<string, string | number>;
  configuration: Configuration;
};

export function renderPage({ items, health, versions, configuration }: PageContent): string {
  const isWell = health.status === "healthy";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${isWell ? "Storefront is well" : "Storefront is not well"} · release ${safe(versions.version)}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body>
<header><p class="brand">Storefront</p><p>${safe(configuration.greeting)}</p></header>
<main>
<section class="state ${isWell ? "well" : "ill"}">
<h1>${isWell ? "The shop is well" : "The shop is not well"}</h1>
<p>${safe(isWell ? `Release ${versions.version} answers as agreed.` : (health.reason ?? ""))}</p>
</section>
<section aria-labelledby="running"><h2 id="running">What is running</h2><dl>${Object.entries(versions).map(fact).join("")}</dl></section>
<section aria-labelledby="parts"><h2 id="parts">Its parts</h2><ul class="parts">${health.checks.map(part).join("")}</ul></section>
<section aria-labelledby="goods"><h2 id="goods">For sale</h2><ul class="goods">${items.map((item) => good(item, configuration.currency)).join("")}</ul></section>
</main>
<script>${followChanges}</script>
</body>
</html>`;
}

const names: Record<string, string> = {
  version: "Release",
  schema: "Schema",
  config: "Configuration",
  policy: "Policy",
  pid: "Process",
};

function fact([name, value]: [string, string | number]): string {
  return `<div><dt>${safe(names[name] ?? name)}</dt><dd>${safe(value)}</dd></div>`;
}

function part({ name, ok, detail }: Health["checks"][number]): string {
  const mark = ok ? "holds" : "fails";
  return `<li class="${mark}"><b>${safe(name)}</b> <span class="mark">${mark}</span> <span>${safe(detail)}</span></li>`;
}

function good(item: Item, currency: string): string {
  const price = new Intl.NumberFormat("en-GB", { style: "currency", currency }).format(item.priceCents / 100);
  return `<li><span>${safe(item.name)}</span> <span class="price">${safe(price)}</span></li>`;
}

const followChanges = `
let known;
setInterval(async () => {
  const seen = await fetch("/").then((answer) => answer.text());
  if (known !== undefined && known !== seen) location.reload();
  known = seen;
}, 2000);`;

function safe(value: unknown): string {
  return String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
