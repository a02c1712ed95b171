import { type DeliveryFault, faultSentence } from "./fault.ts";
import { html, type Markup } from "./html.ts";
import type { KeptMail } from "./mailbox.ts";

type ListContent = {
  mails: readonly KeptMail[];
  recipients: readonly string[];
  to: string | null;
  fault: DeliveryFault;
};

export function mailListPage(content: ListContent): string {
  return page(
    content.to ? `Mail to ${content.to}` : "Mailbox",
    html`<h1>Mailbox</h1>
<p class="soft">Every mail this demonstration sent. Nothing here leaves this machine.</p>
${filter(content)}
<p class="sr" role="status" data-news></p>
<div data-mails>${mailList(content)}</div>
<script src="/mailbox.js" defer></script>`,
  );
}

export function mailList({ mails, recipients, to, fault }: ListContent): Markup {
  const warning = faultSentence(fault);
  return html`${warning ? html`<p class="warning">${warning}</p>` : null}
<p class="count" data-count="${mails.length}" data-recipients="${recipients.join(" ")}">${mails.length === 1 ? "1 mail" : `${mails.length} mails`}</p>
${mails.length === 0 ? empty(to) : html`<ul class="mails">${mails.map(row)}</ul>`}`;
}

export function mailPage(mail: KeptMail): string {
  return page(
    mail.subject || "Mail without a subject",
    html`<p><a href="/">Back to the mailbox</a></p>
<h1>${mail.subject || "(no subject)"}</h1>
<dl class="facts">
<div><dt>From</dt><dd>${mail.from || "nobody"}</dd></div>
<div><dt>To</dt><dd>${mail.to.join(", ")}</dd></div>
<div><dt>Received</dt><dd>${when(mail)}</dd></div>
</dl>
<article class="text">${bodyOf(mail)}</article>
${mail.attachments.length > 0 ? attachments(mail) : null}
<details><summary>All ${mail.headers.length} headers</summary>
<dl class="headers">${mail.headers.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></details>
<p><a href="/messages/${mail.id}/raw">The mail as it came (.eml, ${mail.bytes} bytes)</a></p>`,
  );
}

export function absentPage(): string {
  return page(
    "Nothing here",
    html`<h1>Nothing here</h1><p>This mail is gone, or never was. <a href="/">Back to the mailbox</a></p>`,
  );
}

function filter({ recipients, to }: ListContent): Markup {
  const option = (address: string) =>
    address === to?.toLowerCase()
      ? html`<option value="${address}" selected>${address}</option>`
      : html`<option value="${address}">${address}</option>`;
  return html`<form method="get" action="/"><label for="to">Recipient</label>
<select id="to" name="to"><option value="">Everyone</option>${recipients.map(option)}</select>
<button>Show</button></form>`;
}

function empty(to: string | null): Markup {
  return html`<p class="empty">${to ? `No mail for ${to} yet.` : "No mail yet."} New mail appears here by itself.</p>`;
}

function row(mail: KeptMail): Markup {
  return html`<li><a id="mail-${mail.id}" href="/messages/${mail.id}"><b>${mail.subject || "(no subject)"}</b>
<span class="to">to ${mail.to.join(", ")}</span><span class="when">${when(mail)}</span></a></li>`;
}

function when({ receivedAt }: KeptMail): Markup {
  return html`<time datetime="${receivedAt}">${receivedAt.slice(0, 19).replace("T", " ")} UTC</time>`;
}

function bodyOf(mail: KeptMail): readonly Markup[] | Markup {
  if (mail.text !== "") return withLinks(mail.text);
  if (mail.html !== null) return html`<p class="soft">Only HTML came; this is its source.</p>${mail.html}`;
  return html`<p class="soft">This mail is empty.</p>`;
}

/** Only whole http addresses become links; all else stays text. */
function withLinks(text: string): readonly Markup[] {
  const parts = text.split(/(https?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}])/);
  return parts.map((part, at) =>
    at % 2 === 1 && URL.canParse(part) ? html`<a href="${part}" rel="noreferrer">${part}</a>` : html`${part}`,
  );
}

function attachments({ attachments: found }: KeptMail): Markup {
  return html`<h2>Attachments</h2><ul>${found.map(
    ({ name, type, bytes }) => html`<li>${name || "without a name"} · ${type} · ${bytes} bytes</li>`,
  )}</ul>`;
}

function page(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/mailbox.css">
<link rel="icon" href="data:,">
</head>
<body><main>${body}</main></body>
</html>`.text;
}
